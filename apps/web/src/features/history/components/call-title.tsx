import { EditableTitle } from '@/components/ui/editable-title.tsx'
import type { Call } from '../api/get-call.ts'
import { TITLE_MAX, useRenameCall } from '../api/rename-call.ts'

type CallTitleProps = { call: Call; fallback: string; readOnly: boolean }

/** A call's title as its heading, which its owner can change in place, and take away. */
export function CallTitle({ call, fallback, readOnly }: CallTitleProps) {
  const rename = useRenameCall(call.id)
  return (
    <EditableTitle
      value={call.title ?? ''}
      fallback={fallback}
      label="Title"
      maxLength={TITLE_MAX}
      readOnly={readOnly}
      onSave={(title) => rename.mutate(title)}
      problem={
        rename.isError && (
          <p role="alert" className="mt-1 text-sm text-danger">
            The title could not be saved. Try again.
          </p>
        )
      }
    />
  )
}
