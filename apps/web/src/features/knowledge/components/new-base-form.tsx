import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { useCreateKnowledgeBase } from '../api/create-knowledge-base.ts'
import { BASE_MAX } from '../knowledge-base.ts'
import { BaseProblem } from './base-problem.tsx'

/** Makes a knowledge base by its name, and opens it. */
export function NewBaseForm({ organizationId }: { organizationId: string }) {
  const field = useId()
  const create = useCreateKnowledgeBase(organizationId)
  const navigate = useNavigate()
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const name = String(new FormData(event.currentTarget).get('name')).trim()
    if (!name) return
    const open = (baseId: string) => void navigate({ to: '/knowledge/bases/$baseId', params: { baseId } })
    create.mutate({ name, description: '' }, { onSuccess: ({ id }) => open(id) })
  }
  return (
    <form onSubmit={submit} className="mt-5">
      <label htmlFor={field} className="mb-1.5 block text-sm font-medium">
        New knowledge base
      </label>
      <div className="flex gap-2">
        <TextField id={field} name="name" required maxLength={BASE_MAX.name} autoComplete="off" placeholder="Name" />
        <Button type="submit" variant="outline" disabled={create.isPending}>
          Make
        </Button>
      </div>
      <BaseProblem error={create.error} />
    </form>
  )
}
