import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { SelectField } from '@/components/ui/select-field.tsx'
import { sourceIdsInBaseQuery } from '../api/list-source-ids-in-base.ts'
import { sourceNamesQuery } from '../api/list-source-names.ts'
import type { usePutSource } from '../api/put-source.ts'
import type { KnowledgeBase } from '../knowledge-base.ts'

type PutInFormProps = { base: KnowledgeBase; put: ReturnType<typeof usePutSource> }

/** Puts a document that is here already into a knowledge base. Nothing where all of them are in it. */
export function PutInForm({ base, put }: PutInFormProps) {
  const field = useId()
  const { data: names } = useQuery(sourceNamesQuery(base.organization_id))
  const { data: within } = useQuery(sourceIdsInBaseQuery(base.id))
  const others = within && names?.filter(({ id }) => !within.includes(id))
  if (!others?.length) return null
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const sourceId = String(new FormData(event.currentTarget).get('source') ?? '')
    if (sourceId) put.mutate({ sourceId, baseId: base.id, into: true })
  }
  return (
    <form onSubmit={submit} className="mt-3">
      <label htmlFor={field} className="mb-1.5 block text-sm font-medium">
        A document that is here already
      </label>
      <div className="flex gap-2">
        <SelectField id={field} name="source" outlined className="flex-1" key={others.length} defaultValue="">
          <option value="" disabled>
            Choose…
          </option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <Button type="submit" variant="outline" disabled={put.isPending}>
          Put in
        </Button>
      </div>
    </form>
  )
}
