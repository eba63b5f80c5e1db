import { type FormEvent, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { Section } from '@/components/ui/section.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { NAME_MAX } from '../api/create-organization.ts'
import { useUpdateOrganization } from '../api/update-organization.ts'
import type { Organization } from '../organization.ts'
import { CallsVisibility } from './calls-visibility.tsx'

/** An organisation's name, and who sees its calls. */
export function GeneralSection({ organization }: { organization: Organization }) {
  const { name, role, personal } = organization
  const owner = role === 'owner'
  return (
    <Section title="General" text={owner ? undefined : 'Only owners change the name and who sees calls.'}>
      {owner ? (
        // Another owner's new name takes the place of the old one in the field.
        <NameForm key={name} organization={organization} />
      ) : (
        <dl className="mt-4">
          <dt className="text-sm font-medium">Name</dt>
          <dd className="[overflow-wrap:anywhere]">{name}</dd>
        </dl>
      )}
      {!personal && <CallsVisibility organization={organization} />}
    </Section>
  )
}

function NameForm({ organization: { id, name } }: { organization: Organization }) {
  const field = useId()
  const update = useUpdateOrganization(id)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('name')).trim()
    if (typed && typed !== name) update.mutate({ name: typed })
  }
  return (
    <form onSubmit={submit} className="mt-4 max-w-xl">
      <label htmlFor={field} className="mb-2 block text-sm font-medium">
        Name
      </label>
      <div className="flex flex-wrap gap-2">
        <TextField
          id={field}
          name="name"
          defaultValue={name}
          maxLength={NAME_MAX}
          required
          className="flex-1 basis-60"
        />
        <Button type="submit" variant="outline" disabled={update.isPending}>
          Save
        </Button>
      </div>
      <ProblemLine error={update.error} />
    </form>
  )
}
