import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { BackLink } from '@/components/ui/back-link.tsx'
import { Button } from '@/components/ui/button.tsx'
import { LeaveGuard } from '@/features/agents/components/leave-guard.tsx'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { useSaveTool } from '../api/save-tool.ts'
import { NEW_TOOL, type ToolDraft } from '../tool-draft.ts'
import { toolProblems } from '../tool-problems.ts'
import { KindChoice } from './kind-choice.tsx'
import { SaveToolProblem } from './save-tool-problem.tsx'
import { ToolForm } from './tool-form.tsx'

/** A new tool of the organisation that one works in. No agent has it before it is given to one. */
export function NewToolScreen() {
  const organization = useCurrentOrganization()
  const save = useSaveTool(organization.id)
  const navigate = useNavigate()
  const [draft, setDraft] = useState<ToolDraft>(NEW_TOOL)
  const [asked, setAsked] = useState(false)
  const problems = toolProblems(draft)
  function submit(event: FormEvent) {
    event.preventDefault()
    setAsked(true)
    if (Object.keys(problems).length > 0) return
    save.mutate(draft, {
      onSuccess: ({ id }) =>
        void navigate({ to: '/tools/$toolId', params: { toolId: id }, replace: true, ignoreBlocker: true }),
    })
  }
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <BackLink to="/tools">Tools</BackLink>
      <h1 className="mt-4 text-display font-bold">New tool</h1>
      {isManager(organization) ? (
        <form noValidate onSubmit={submit} className="mt-8 flex flex-col gap-7">
          <KindChoice kind={draft.kind} onChoose={(kind) => setDraft({ ...draft, kind })} />
          <ToolForm
            draft={draft}
            // What is still empty is no problem until one wants to go on.
            problems={asked ? problems : problems.parameters ? { parameters: problems.parameters } : {}}
            onChange={(fields) => setDraft({ ...draft, ...fields })}
          />
          <div>
            <LeaveGuard unsaved={!save.isPending && JSON.stringify(draft) !== JSON.stringify(NEW_TOOL)} />
            <Button type="submit" disabled={save.isPending}>
              {save.isPending ? 'Making…' : 'Make the tool'}
            </Button>
            <SaveToolProblem error={save.error} />
          </div>
        </form>
      ) : (
        <p className="mt-4 text-lg text-ink-soft">Owners and admins of {organization.name} make tools.</p>
      )}
    </div>
  )
}
