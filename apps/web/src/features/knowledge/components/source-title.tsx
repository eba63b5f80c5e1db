import { EditableTitle } from '@/components/ui/editable-title.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { DOCUMENT_NAME_MAX, useUpdateDocument } from '../api/update-document.ts'
import type { Source } from '../source.ts'

/** A document's name as the screen's heading, which its owner can change in place. */
export function SourceTitle({ source, readOnly }: { source: Source; readOnly: boolean }) {
  const rename = useUpdateDocument(source.id)
  return (
    <EditableTitle
      value={source.name}
      label="Name"
      maxLength={DOCUMENT_NAME_MAX}
      readOnly={readOnly}
      problem={<ProblemLine error={rename.error} />}
      onSave={(name) => rename.mutate({ name })}
    />
  )
}
