import { Plus, X } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { Field } from '@/components/ui/field.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import type { FilterDraft, ToolDraft } from '../tool-draft.ts'
import type { ToolProblems } from '../tool-problems.ts'

const VERBS = [
  ['select', 'Read rows'],
  ['insert', 'Add a row'],
  ['update', 'Change a row'],
] as const
const OPERATORS = [
  ['eq', 'is'],
  ['contains', 'contains'],
  ['gt', 'is more than'],
  ['gte', 'is at least'],
  ['lt', 'is less than'],
  ['lte', 'is at most'],
] as const

type DatabaseFieldsProps = {
  draft: ToolDraft
  problems: ToolProblems
  onChange: (fields: Partial<ToolDraft>) => void
}

/** What a database tool does with which table. It sees and writes what its person may, in the tool's organisation. */
export function DatabaseFields({ draft, problems, onChange }: DatabaseFieldsProps) {
  const reads = draft.verb === 'select'
  return (
    <>
      <div className="grid gap-x-5 gap-y-7 sm:grid-cols-[1fr_2fr]">
        <Field label="Does">
          {(control) => (
            <SelectField
              {...control}
              outlined
              className="w-full"
              value={draft.verb}
              onChange={(event) => onChange({ verb: event.target.value })}
            >
              {VERBS.map(([verb, words]) => (
                <option key={verb} value={verb}>
                  {words}
                </option>
              ))}
            </SelectField>
          )}
        </Field>
        <Field label="Table" hint="With a column organization_id." problem={problems.table}>
          {(control) => (
            <span className="flex gap-2">
              <SelectField
                outlined
                aria-label="Schema"
                className="w-32 shrink-0"
                value={draft.schema}
                onChange={(event) => onChange({ schema: event.target.value })}
              >
                <option value="public">public</option>
                <option value="ai">ai</option>
              </SelectField>
              <TextField
                {...control}
                value={draft.table}
                placeholder="notes"
                autoCapitalize="off"
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => onChange({ table: event.target.value })}
              />
            </span>
          )}
        </Field>
      </div>
      <Field
        label="Columns"
        hint={reads ? 'What it answers, with commas between.' : 'What it writes, from the arguments of the same names.'}
        problem={problems.columns}
      >
        {(control) => (
          <TextField
            {...control}
            value={draft.columns}
            placeholder="id, text"
            autoCapitalize="off"
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onChange({ columns: event.target.value })}
          />
        )}
      </Field>
      {reads && <Filters filters={draft.filters} problem={problems.filters} onChange={onChange} />}
      {reads && (
        <Field label="Rows at most" problem={problems.limit}>
          {(control) => (
            <TextField
              {...control}
              type="number"
              min={1}
              max={100}
              className="max-w-32"
              value={draft.limit}
              onChange={(event) => onChange({ limit: event.target.value })}
            />
          )}
        </Field>
      )}
    </>
  )
}

type FiltersProps = {
  filters: readonly FilterDraft[]
  problem: string | undefined
  onChange: (fields: Pick<ToolDraft, 'filters'>) => void
}

function Filters({ filters, problem, onChange }: FiltersProps) {
  const change = (index: number, fields: Partial<FilterDraft>) =>
    onChange({ filters: filters.map((filter, at) => (at === index ? { ...filter, ...fields } : filter)) })
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">Filters</legend>
      <ul className="flex flex-col gap-2">
        {filters.map((filter, index) => (
          <li key={index} className="grid grid-cols-[1fr_auto] gap-2 sm:grid-cols-[1fr_10rem_1fr_auto]">
            <TextField
              aria-label={`Column of filter ${index + 1}`}
              value={filter.column}
              placeholder="column"
              className="max-sm:col-start-1"
              onChange={(event) => change(index, { column: event.target.value })}
            />
            <SelectField
              outlined
              aria-label={`How filter ${index + 1} compares`}
              className="max-sm:col-start-1"
              value={filter.operator}
              onChange={(event) => change(index, { operator: event.target.value })}
            >
              {OPERATORS.map(([operator, words]) => (
                <option key={operator} value={operator}>
                  {words}
                </option>
              ))}
            </SelectField>
            <TextField
              aria-label={`Argument of filter ${index + 1}`}
              value={filter.argument}
              placeholder="argument"
              className="max-sm:col-start-1"
              onChange={(event) => change(index, { argument: event.target.value })}
            />
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Remove filter ${index + 1}`}
              className="max-sm:col-start-2 max-sm:row-start-1"
              onClick={() => onChange({ filters: filters.filter((_, at) => at !== index) })}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      {problem && <p className="mt-1.5 text-sm text-danger">{problem}</p>}
      <Button
        size="small"
        variant="outline"
        className="mt-2.5"
        onClick={() => onChange({ filters: [...filters, { column: '', operator: 'eq', argument: '' }] })}
      >
        <Plus aria-hidden className="size-4" />
        Add a filter
      </Button>
    </fieldset>
  )
}
