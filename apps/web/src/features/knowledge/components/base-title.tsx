import { EditableTitle } from '@/components/ui/editable-title.tsx'
import { useUpdateKnowledgeBase } from '../api/update-knowledge-base.ts'
import { BASE_MAX, type KnowledgeBase } from '../knowledge-base.ts'
import { BaseProblem } from './base-problem.tsx'

/** A knowledge base's name as the screen's heading, which owners and admins can change in place. */
export function BaseTitle({ base, readOnly }: { base: KnowledgeBase; readOnly: boolean }) {
  const rename = useUpdateKnowledgeBase(base.id)
  return (
    <EditableTitle
      value={base.name}
      label="Name"
      maxLength={BASE_MAX.name}
      readOnly={readOnly}
      problem={<BaseProblem error={rename.error} />}
      onSave={(name) => rename.mutate({ name })}
    />
  )
}
