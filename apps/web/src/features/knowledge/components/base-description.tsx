import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { useUpdateKnowledgeBase } from '../api/update-knowledge-base.ts'
import { BASE_MAX, type KnowledgeBase } from '../knowledge-base.ts'

/** What a knowledge base is about, in a line that owners and admins can change. */
export function BaseDescription({ base, readOnly }: { base: KnowledgeBase; readOnly: boolean }) {
  const [editing, setEditing] = useState(false)
  const update = useUpdateKnowledgeBase(base.id)
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    update.mutate({ description: String(new FormData(event.currentTarget).get('description')).trim() })
    setEditing(false)
  }
  if (editing) {
    return (
      <form
        onSubmit={save}
        onKeyDown={(event) => event.key === 'Escape' && setEditing(false)}
        className="mt-3 flex max-w-3xl flex-wrap gap-2"
      >
        <TextField
          name="description"
          aria-label="Description"
          autoFocus
          defaultValue={base.description}
          maxLength={BASE_MAX.description}
          autoComplete="off"
          className="flex-1 basis-64"
        />
        <Button type="submit">Save</Button>
        <Button variant="quiet" onClick={() => setEditing(false)}>
          Cancel
        </Button>
      </form>
    )
  }
  return (
    <div className="mt-2">
      {base.description && (
        <p className="max-w-prose text-lg text-ink-soft [overflow-wrap:anywhere]">{base.description}</p>
      )}
      {!readOnly && (
        <Button variant="link" size="small" onClick={() => setEditing(true)}>
          {base.description ? 'Change the description' : 'Describe it'}
        </Button>
      )}
      <ProblemLine error={update.error} />
    </div>
  )
}
