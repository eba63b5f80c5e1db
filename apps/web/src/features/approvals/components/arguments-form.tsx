import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { type ArgumentField, type ArgumentsSchema, argumentFields } from '../argument-fields.ts'
import { argumentsOfText, argumentsProblem } from '../arguments-problem.ts'

type Values = Record<string, unknown>
type ArgumentsFormProps = {
  schema: ArgumentsSchema | undefined
  initial: Readonly<Values>
  confirm: string
  busy: boolean
  onConfirm: (values: Values) => void
  onCancel?: () => void
}

/** Arguments of a tool, to be changed: field by field where the schema is plain, else as JSON. */
export function ArgumentsForm({ schema, initial, confirm, busy, onConfirm, onCancel }: ArgumentsFormProps) {
  const fields = argumentFields(schema, initial)
  const [values, setValues] = useState<Values>(initial)
  const [text, setText] = useState(() => JSON.stringify(initial, null, 2))
  const read = fields ? checked(schema, values) : argumentsOfText(schema, text)
  const problem = 'problem' in read ? read.problem : undefined
  function submit(event: FormEvent) {
    event.preventDefault()
    if ('arguments' in read) onConfirm(read.arguments)
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-4">
      {fields ? (
        fields.map((field, index) => (
          <ArgumentInput
            key={field.name}
            field={field}
            autoFocus={index === 0 && onCancel !== undefined}
            value={values[field.name]}
            onChange={(value) => setValues(({ [field.name]: _, ...others }) => withValue(others, field.name, value))}
          />
        ))
      ) : (
        <Field label="Arguments, as JSON" problem={problem}>
          {(control) => (
            <TextArea
              {...control}
              rows={5}
              autoFocus={onCancel !== undefined}
              value={text}
              spellCheck={false}
              autoCapitalize="off"
              onChange={(event) => setText(event.target.value)}
              className="max-h-96 overflow-x-auto font-mono text-sm whitespace-pre"
            />
          )}
        </Field>
      )}
      {fields && problem && (
        <p role="status" className="text-sm text-danger">
          {problem}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="small" disabled={busy || problem !== undefined}>
          {confirm}
        </Button>
        {onCancel && (
          <Button size="small" variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  )
}

const withValue = (others: Values, name: string, value: unknown): Values =>
  value === undefined ? others : { ...others, [name]: value }

function checked(schema: ArgumentsSchema | undefined, values: Values) {
  const problem = argumentsProblem(schema, values)
  return problem === null ? { arguments: values } : { problem }
}

type ArgumentInputProps = {
  field: ArgumentField
  value: unknown
  autoFocus: boolean
  /** `undefined`: left out. */
  onChange: (value: unknown) => void
}

function ArgumentInput({ field, value, autoFocus, onChange }: ArgumentInputProps) {
  const { name, kind, description, required, choices } = field
  const optional = required ? undefined : 'May be left out.'
  const hint = [description, optional].filter(Boolean).join(' ') || undefined
  return (
    <Field label={name} hint={hint}>
      {(control) =>
        kind === 'text' ? (
          <TextArea
            {...control}
            rows={1}
            autoFocus={autoFocus}
            value={typeof value === 'string' ? value : ''}
            onChange={(event) => onChange(event.target.value === '' && !required ? undefined : event.target.value)}
          />
        ) : kind === 'number' ? (
          <TextField
            {...control}
            type="number"
            step="any"
            autoFocus={autoFocus}
            value={typeof value === 'number' ? value : ''}
            onChange={(event) => onChange(event.target.value === '' ? undefined : event.target.valueAsNumber)}
          />
        ) : (
          <SelectField
            {...control}
            outlined
            autoFocus={autoFocus}
            className="w-full"
            value={value === undefined ? '' : String(value)}
            onChange={({ target }) =>
              onChange(target.value === '' ? undefined : kind === 'boolean' ? target.value === 'true' : target.value)
            }
          >
            <option value="">{required ? 'Choose…' : 'Left out'}</option>
            {(kind === 'boolean' ? ['true', 'false'] : choices).map((choice) => (
              <option key={choice} value={choice}>
                {kind === 'boolean' ? (choice === 'true' ? 'Yes' : 'No') : choice}
              </option>
            ))}
          </SelectField>
        )
      }
    </Field>
  )
}
