import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { useDeleteOrganization } from '../api/delete-organization.ts'
import { contentsQuery } from '../api/get-contents.ts'
import type { Organization } from '../organization.ts'
import { organizationNotice } from '../organization-notice.ts'
import { ContentsList } from './contents-list.tsx'

/** Deletes an organisation: what goes with it is said first, and its name is asked for. For owners. */
export function DeleteSection({ organization }: { organization: Organization }) {
  const [open, setOpen] = useState(false)
  return (
    <Section title="Danger zone" text="Deleting takes everything along, for everybody, for good.">
      {open ? (
        <DeleteForm organization={organization} onCancel={() => setOpen(false)} />
      ) : (
        <Button variant="outline" className="mt-4 text-danger" onClick={() => setOpen(true)}>
          Delete this organisation…
        </Button>
      )}
    </Section>
  )
}

type DeleteFormProps = { organization: Organization; onCancel: () => void }

function DeleteForm({ organization: { id, name }, onCancel }: DeleteFormProps) {
  const field = useId()
  const contents = useQuery(contentsQuery(id))
  const remove = useDeleteOrganization(id)
  const [typed, setTyped] = useState('')
  function submit(event: FormEvent) {
    event.preventDefault()
    const gone = { title: `${name} is deleted`, text: 'You are in your personal organisation.' }
    remove.mutate(typed, { onSuccess: () => organizationNotice.show(gone) })
  }
  return (
    <form onSubmit={submit} className="animate-rise mt-4 rounded-card bg-danger-soft p-5">
      <ProblemLine error={contents.error} />
      {contents.data ? <ContentsList name={name} contents={contents.data} /> : <p>Counting what goes with it…</p>}
      <label htmlFor={field} className="mt-5 mb-2 block text-sm font-medium [overflow-wrap:anywhere]">
        Type “{name}” to delete it
      </label>
      <TextField
        id={field}
        autoFocus
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="max-w-md"
      />
      <ProblemLine error={remove.error} />
      <div className="mt-4 flex flex-wrap gap-2">
        <Button type="submit" variant="danger" disabled={typed !== name || !contents.data || remove.isPending}>
          {remove.isPending ? 'Deleting…' : 'Delete for good'}
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Keep it
        </Button>
      </div>
    </form>
  )
}
