import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Organization } from '@/features/organizations/organization.ts'
import type { Agent } from '../agent.ts'
import { agentQuery } from '../api/get-agent.ts'
import { usePublishAgent } from '../api/publish-agent.ts'
import { useSaveAgent } from '../api/save-agent.ts'
import { draftProblems } from '../draft-problems.ts'
import type { useAgentDraft } from '../hooks/use-agent-draft.ts'
import { AgentForm } from './agent-form.tsx'
import { LeaveGuard } from './leave-guard.tsx'
import { PublishReview } from './publish-review.tsx'
import { SaveBar } from './save-bar.tsx'
import { SaveProblem } from './save-problem.tsx'

type DraftFormProps = { agent: Agent; edited: ReturnType<typeof useAgentDraft>; plan: Organization['plan'] }

/** The draft in its form: save it, and publish it after a look at what that changes. */
export function DraftForm({ agent, edited, plan }: DraftFormProps) {
  const { base, draft, unsaved } = edited
  const client = useQueryClient()
  const save = useSaveAgent(base)
  const publish = usePublishAgent(agent.id)
  const [reviewing, setReviewing] = useState(false)
  const problems = draftProblems(draft)
  const sound = Object.keys(problems).length === 0

  async function store(): Promise<boolean> {
    if (!sound) return false
    if (!unsaved) return true
    const saved = await save.mutateAsync(draft).catch(() => null)
    if (saved) edited.reset(saved)
    return saved !== null
  }
  async function publishNow() {
    if ((await store()) && (await publish.mutateAsync().catch(() => null))) setReviewing(false)
  }
  async function takeTheirs() {
    const theirs = await client.fetchQuery({ ...agentQuery(agent.id), staleTime: 0 })
    if (theirs) edited.reset(theirs)
    save.reset()
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    publish.reset()
    void store()
  }
  return (
    <form noValidate onSubmit={submit} className="min-w-0">
      <AgentForm draft={draft} problems={problems} plan={plan} onChange={edited.change} />
      <SaveBar
        unsaved={unsaved}
        saving={save.isPending}
        sound={sound}
        published={agent.published_version !== null && !agent.unpublished_changes}
        reviewing={reviewing}
        onPublish={() => setReviewing(true)}
      >
        <LeaveGuard unsaved={unsaved} />
        {reviewing && (
          <PublishReview
            agent={agent}
            draft={draft}
            busy={save.isPending || publish.isPending}
            onPublish={() => void publishNow()}
            onClose={() => setReviewing(false)}
          />
        )}
        <SaveProblem error={save.error ?? publish.error} onTakeTheirs={() => void takeTheirs()} />
      </SaveBar>
    </form>
  )
}
