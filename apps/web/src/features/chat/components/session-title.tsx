import { Pencil } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { useRenameSession } from '../api/rename-session.ts'
import { type ChatSession, sessionTitle, TITLE_MAX } from '../chat-session.ts'

/** A session's title as its heading, which can be changed in place. */
export function SessionTitle({ session }: { session: ChatSession }) {
  const [editing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const rename = useRenameSession(session.id)
  function close() {
    setEditing(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    rename.mutate(String(new FormData(event.currentTarget).get('title')).trim())
    close()
  }
  if (editing) {
    return (
      <form
        onSubmit={save}
        onKeyDown={(event) => event.key === 'Escape' && close()}
        className="flex flex-wrap items-center gap-2"
      >
        <TextField
          name="title"
          aria-label="Title"
          autoFocus
          defaultValue={session.title ?? ''}
          placeholder={sessionTitle({ ...session, title: null })}
          maxLength={TITLE_MAX}
          className="flex-1 basis-64"
        />
        <Button type="submit">Save</Button>
        <Button variant="quiet" onClick={close}>
          Cancel
        </Button>
      </form>
    )
  }
  return (
    <div className="min-w-0">
      <h1 className="text-title font-bold [overflow-wrap:anywhere]">
        {sessionTitle(session)}{' '}
        <Button
          ref={opener}
          variant="quiet"
          size="icon"
          aria-label="Rename"
          title="Rename"
          className="size-9 align-middle text-ink-soft"
          onClick={() => setEditing(true)}
        >
          <Pencil aria-hidden className="size-4" />
        </Button>
      </h1>
      <ProblemLine error={rename.error} />
    </div>
  )
}
