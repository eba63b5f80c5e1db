import { EditableTitle } from '@/components/ui/editable-title.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useRenameSession } from '../api/rename-session.ts'
import { type ChatSession, sessionTitle, TITLE_MAX } from '../chat-session.ts'

/** A session's title as its heading, which can be changed in place. */
export function SessionTitle({ session }: { session: ChatSession }) {
  const rename = useRenameSession(session.id)
  return (
    <EditableTitle
      value={sessionTitle(session)}
      label="Title"
      maxLength={TITLE_MAX}
      readOnly={false}
      problem={<ProblemLine error={rename.error} />}
      onSave={(title) => rename.mutate(title)}
    />
  )
}
