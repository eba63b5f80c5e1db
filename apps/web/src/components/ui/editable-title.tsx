import { Pencil } from 'lucide-react'
import { type FormEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { TextField } from './text-field.tsx'

type EditableTitleProps = {
  /** An empty one shows `fallback`. */
  value: string
  /** What stands for an empty value, which may then be saved. */
  fallback?: string
  /** Of the field, while it is edited. */
  label: string
  maxLength: number
  readOnly: boolean
  /** Why the last change was not saved. */
  problem: ReactNode
  onSave: (value: string) => void
}

/** A screen's heading that can be changed in place. An empty one is not saved, unless something stands for it. */
export function EditableTitle({ value, fallback, label, maxLength, readOnly, problem, onSave }: EditableTitleProps) {
  const [editing, setEditing] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  function close() {
    setEditing(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('title')).trim()
    if ((typed || fallback !== undefined) && typed !== value) onSave(typed)
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
          aria-label={label}
          autoFocus
          required={fallback === undefined}
          defaultValue={value}
          placeholder={fallback}
          maxLength={maxLength}
          autoComplete="off"
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
        {value || fallback}{' '}
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
      {problem}
    </div>
  )
}
