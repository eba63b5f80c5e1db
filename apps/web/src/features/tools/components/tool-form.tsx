import { Button } from '@/components/ui/button.tsx'
import { CheckRow } from '@/components/ui/check-row.tsx'
import { Field } from '@/components/ui/field.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { parametersOfTable, type ToolDraft } from '../tool-draft.ts'
import type { ToolProblems } from '../tool-problems.ts'
import { DatabaseFields } from './database-fields.tsx'

type ToolFormProps = {
  draft: ToolDraft
  problems: ToolProblems
  disabled?: boolean
  onChange: (fields: Partial<ToolDraft>) => void
}

/** Everything about a tool that can be edited. Saves nothing by itself. */
export function ToolForm({ draft, problems, disabled = false, onChange }: ToolFormProps) {
  return (
    <fieldset disabled={disabled} className="flex min-w-0 flex-col gap-7">
      <Field label="Name" hint="As the model calls it." problem={problems.name}>
        {(control) => (
          <TextField
            {...control}
            value={draft.name}
            maxLength={63}
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field
        label="Description"
        hint="By this the model knows what the tool does, and when to use it."
        problem={problems.description}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            maxLength={1000}
            value={draft.description}
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      {draft.kind === 'http' ? (
        <HttpFields draft={draft} problems={problems} onChange={onChange} />
      ) : (
        <DatabaseFields draft={draft} problems={problems} onChange={onChange} />
      )}
      <Parameters draft={draft} problem={problems.parameters} disabled={disabled} onChange={onChange} />
      <ul aria-label="Rules">
        <CheckRow
          label="Needs approval"
          hint="The agent waits until its person approves the call, changes its arguments or refuses it."
          checked={draft.needsApproval}
          disabled={disabled}
          onChange={(needsApproval) => onChange({ needsApproval })}
        />
        {draft.kind === 'http' && (
          <CheckRow
            label="May be called again"
            hint="When nobody knows whether a call came through: it only reads, or your endpoint looks at the idempotency key."
            checked={draft.repeatable}
            disabled={disabled}
            onChange={(repeatable) => onChange({ repeatable })}
          />
        )}
        <CheckRow
          label="Switched on"
          hint="Off, no agent has it, and it can still be tried here."
          checked={draft.enabled}
          disabled={disabled}
          onChange={(enabled) => onChange({ enabled })}
        />
      </ul>
    </fieldset>
  )
}

function HttpFields({ draft, problems, onChange }: Omit<ToolFormProps, 'disabled'>) {
  return (
    <>
      <Field
        label="Address"
        hint="Gets a signed POST with the arguments, as JSON. Its host has to be among the allowed hosts."
        problem={problems.url}
      >
        {(control) => (
          <TextField
            {...control}
            type="url"
            inputMode="url"
            value={draft.url}
            maxLength={2000}
            placeholder="https://api.example.com/tools/weather"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ url: event.target.value })}
          />
        )}
      </Field>
      <Field label="Time limit, in seconds" hint="Until the whole answer is there." problem={problems.timeoutSeconds}>
        {(control) => (
          <TextField
            {...control}
            type="number"
            min={1}
            max={30}
            className="max-w-32"
            value={draft.timeoutSeconds}
            onChange={(event) => onChange({ timeoutSeconds: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

type ParametersProps = Pick<ToolFormProps, 'draft' | 'onChange'> & { problem: string | undefined; disabled: boolean }

function Parameters({ draft, problem, disabled, onChange }: ParametersProps) {
  return (
    <div>
      <Field
        label="Arguments"
        hint="A JSON schema of an object. What the model says is held against it before the tool is called."
        problem={problem}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={4}
            value={draft.parameters}
            spellCheck={false}
            autoCapitalize="off"
            onChange={(event) => onChange({ parameters: event.target.value })}
            className="max-h-96 overflow-x-auto font-mono text-sm whitespace-pre"
          />
        )}
      </Field>
      {draft.kind === 'database' && !disabled && (
        <Button
          size="small"
          variant="outline"
          className="mt-2.5"
          onClick={() => onChange({ parameters: parametersOfTable(draft) })}
        >
          Sketch it from the table
        </Button>
      )}
    </div>
  )
}
