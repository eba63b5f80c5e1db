import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { NAME_MAX, useCreateOrganization } from '../api/create-organization.ts'

/** Makes an organisation to share with others. */
export function NewOrganizationScreen() {
  const id = useId()
  const navigate = useNavigate()
  const create = useCreateOrganization()
  const [empty, setEmpty] = useState(false)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    setEmpty(name === '')
    if (name) create.mutate(name, { onSuccess: () => void navigate({ to: '/settings' }) })
  }
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <h1 className="text-display font-bold">New organisation</h1>
      <p className="mt-4 max-w-prose text-lg leading-relaxed text-ink-soft">
        For people who share agents. It has members with roles, a plan of its own, and its own history of calls. You
        will be its owner.
      </p>
      <form onSubmit={submit} noValidate className="mt-8 max-w-md">
        <label htmlFor={`${id}-name`} className="mb-2 block text-sm font-medium">
          Name
        </label>
        <TextField
          id={`${id}-name`}
          name="name"
          autoFocus
          autoComplete="organization"
          maxLength={NAME_MAX}
          placeholder="Corner Bakery"
          aria-invalid={empty || create.isError}
          aria-describedby={`${id}-problem`}
        />
        <div id={`${id}-problem`}>
          {empty && (
            <p role="alert" className="mt-2.5 text-sm text-danger">
              Give it a name, for example that of your team.
            </p>
          )}
          <ProblemLine error={create.error} />
        </div>
        <Button type="submit" className="mt-5" disabled={create.isPending}>
          {create.isPending ? 'Making it…' : 'Make organisation'}
        </Button>
      </form>
    </div>
  )
}
