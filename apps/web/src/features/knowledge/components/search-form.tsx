import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { sourceQuery } from '../api/get-source.ts'
import { knowledgeBasesQuery } from '../api/list-knowledge-bases.ts'
import { sourceNamesQuery } from '../api/list-source-names.ts'
import { type SearchPlace, searchPlace } from '../search-place.ts'

type SearchFormProps = { place: SearchPlace; organization: Organization; onSearch: (place: SearchPlace) => void }

const MODES = [
  { value: 'hybrid', label: 'Words and meaning' },
  { value: 'text', label: 'Words alone' },
  { value: 'vector', label: 'Meaning alone' },
] as const

/** A question, and where and how to look. A filter that is changed searches at once, where there is a question. */
export function SearchForm({ place, organization, onSearch }: SearchFormProps) {
  const { data: bases = [] } = useQuery(knowledgeBasesQuery(organization.id))
  const sources = useSourceChoices(organization.id, place.source)
  function read(form: HTMLFormElement): void {
    const typed = Object.fromEntries(new FormData(form))
    onSearch(searchPlace({ ...typed, ...(typed.q === '' ? { q: undefined } : {}) }))
  }
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    read(event.currentTarget)
  }
  const change = (event: FormEvent<HTMLSelectElement>) => event.currentTarget.form && read(event.currentTarget.form)
  return (
    <search>
      <form onSubmit={submit} className="mt-6">
        <div className="flex gap-2">
          <TextField
            type="search"
            name="q"
            aria-label="Question"
            placeholder="Ask your documents"
            defaultValue={place.q}
            maxLength={2000}
            autoComplete="off"
          />
          <Button type="submit">Search</Button>
        </div>
        <div className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-3 [&>:last-child]:max-sm:col-span-2">
          <Filter label="Knowledge base" name="base" value={place.base} all="All" choices={bases} onChange={change} />
          <Filter label="Document" name="source" value={place.source} all="All" choices={sources} onChange={change} />
          <Filter
            label="Look for"
            name="mode"
            value={place.mode ?? 'hybrid'}
            choices={MODES.map(({ value, label }) => ({ id: value, name: label }))}
            onChange={change}
          />
        </div>
      </form>
    </search>
  )
}

/** The organisation's documents; and the one that is chosen, if it is none of them. */
function useSourceChoices(organizationId: string, chosen: string | undefined): { id: string; name: string }[] {
  const { data: names = [] } = useQuery(sourceNamesQuery(organizationId))
  const missing = chosen !== undefined && !names.some(({ id }) => id === chosen)
  const { data: other } = useQuery({ ...sourceQuery(chosen ?? ''), enabled: missing })
  return missing && other ? [{ id: other.id, name: other.name }, ...names] : names
}

type FilterProps = {
  label: string
  name: string
  value: string | undefined
  all?: string
  choices: readonly { id: string; name: string }[]
  onChange: (event: FormEvent<HTMLSelectElement>) => void
}

function Filter({ label, name, value = '', all, choices, onChange }: FilterProps) {
  const id = useId()
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <SelectField id={id} name={name} outlined className="w-full" value={value} onChange={onChange}>
        {all && <option value="">{all}</option>}
        {/* Until the choices are read. */}
        {value !== '' && !choices.some((choice) => choice.id === value) && <option value={value}>…</option>}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.name}
          </option>
        ))}
      </SelectField>
    </div>
  )
}
