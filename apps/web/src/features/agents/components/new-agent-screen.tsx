import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useCurrentOrganization } from '@/features/organizations/api/current-organization.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { type AgentDraft, NEW_DRAFT, sameDraft } from '../agent-draft.ts'
import { useCreateAgent } from '../api/create-agent.ts'
import { draftProblems } from '../draft-problems.ts'
import { AgentForm } from './agent-form.tsx'
import { BackToAgents } from './back-to-agents.tsx'
import { LeaveGuard } from './leave-guard.tsx'

/** A new agent of the organisation that one works in. It begins as a draft, to be tried before it is published. */
export function NewAgentScreen() {
  const organization = useCurrentOrganization()
  const create = useCreateAgent(organization.id)
  const navigate = useNavigate()
  const [draft, setDraft] = useState<AgentDraft>(NEW_DRAFT)
  const [asked, setAsked] = useState(false)
  const problems = draftProblems(draft)
  function submit(event: FormEvent) {
    event.preventDefault()
    setAsked(true)
    if (Object.keys(problems).length > 0) return
    create.mutate(draft, {
      onSuccess: ({ id }) =>
        void navigate({ to: '/agents/$agentId', params: { agentId: id }, replace: true, ignoreBlocker: true }),
    })
  }
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <BackToAgents />
      <h1 className="mt-4 text-display font-bold">New agent</h1>
      {isManager(organization) ? (
        <form noValidate onSubmit={submit} className="mt-8">
          <AgentForm
            draft={draft}
            // What is still empty is no problem until one wants to go on.
            problems={asked ? problems : problems.tools ? { tools: problems.tools } : {}}
            plan={organization.plan}
            onChange={(fields) => setDraft({ ...draft, ...fields })}
          />
          <div className="mt-8">
            <LeaveGuard unsaved={!create.isPending && !sameDraft(draft, NEW_DRAFT)} />
            <Button type="submit" disabled={create.isPending}>
              {create.isPending ? 'Making…' : 'Make the draft'}
            </Button>
            <ProblemLine error={create.error} />
          </div>
        </form>
      ) : (
        <p className="mt-4 text-lg text-ink-soft">Owners and admins of {organization.name} make agents.</p>
      )}
    </div>
  )
}
