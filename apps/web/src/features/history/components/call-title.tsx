import { Pencil } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import type { Call } from '../api/get-call.ts'
import { TITLE_MAX, useRenameCall } from '../api/rename-call.ts'

type CallTitleProps = { call: Call; fallback: string; readOnly: boolean }

/** A call's title as its heading, which its owner can change in place. */
export function CallTitle({ call, fallback, readOnly }: CallTitleProps) {
  const [editing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const rename = useRenameCall(call.id)

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
        className="mt-4 flex flex-wrap items-center gap-2"
      >
        <TextField
          name="title"
          aria-label="Title"
          autoFocus
          defaultValue={call.title ?? ''}
          placeholder={fallback}
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
    <div className="mt-4">
      <h1 className="text-title font-bold [overflow-wrap:anywhere] sm:text-4xl">
        {call.title ?? fallback}{' '}
        {!readOnly && (
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
        )}
      </h1>
      {rename.isError && (
        <p role="alert" className="mt-1 text-sm text-danger">
          The title could not be saved. Try again.
        </p>
      )}
    </div>
  )
}
