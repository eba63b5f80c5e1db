import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { LeaveGuard } from '@/features/agents/components/leave-guard.tsx'
import { useSaveTool } from '../api/save-tool.ts'
import type { Tool } from '../tool.ts'
import { type ToolDraft, toolDraftOf } from '../tool-draft.ts'
import { toolProblems } from '../tool-problems.ts'
import { SaveToolProblem } from './save-tool-problem.tsx'
import { ToolForm } from './tool-form.tsx'

/** A tool in its form, to be changed. */
export function ToolEditor({ tool }: { tool: Tool }) {
  const save = useSaveTool(tool.organization_id, tool.id)
  const [draft, setDraft] = useState<ToolDraft>(() => toolDraftOf(tool))
  const problems = toolProblems(draft)
  const unsaved = JSON.stringify(draft) !== JSON.stringify(toolDraftOf(tool))
  function submit(event: FormEvent) {
    event.preventDefault()
    if (Object.keys(problems).length > 0) return
    // Shown as it is stored: numbers and names are tidied.
    save.mutate(draft, { onSuccess: (saved) => setDraft(toolDraftOf(saved)) })
  }
  return (
    <form noValidate onSubmit={submit} className="mt-8">
      <LeaveGuard unsaved={unsaved} />
      <ToolForm draft={draft} problems={problems} onChange={(fields) => setDraft({ ...draft, ...fields })} />
      <div className="mt-7 flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button type="submit" disabled={!unsaved || save.isPending || Object.keys(problems).length > 0}>
          {save.isPending ? 'Saving…' : 'Save'}
        </Button>
        <p role="status" className="text-sm text-ink-soft">
          {unsaved ? 'Not saved yet.' : save.isSuccess ? 'Saved. It holds from now on.' : ''}
        </p>
      </div>
      <SaveToolProblem error={save.error} />
    </form>
  )
}
