import { Button } from '@/components/ui/button.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { AgentTools } from '@/features/tools/components/agent-tools.tsx'
import { type Agent, agentState } from '../agent.ts'
import { useAgentDraft } from '../hooks/use-agent-draft.ts'
import { AgentKnowledge } from './agent-knowledge.tsx'
import { ArchiveSection } from './archive-section.tsx'
import { ArchivedNotice } from './archived-notice.tsx'
import { BackToAgents } from './back-to-agents.tsx'
import { DraftForm } from './draft-form.tsx'
import { StateBadge } from './state-badge.tsx'
import { TryIt } from './try-it.tsx'
import { VersionList } from './version-list.tsx'

/** The draft of an agent, with a call beside it to try it, and what was published before. */
export function AgentEditor({ agent, plan }: { agent: Agent; plan: Organization['plan'] }) {
  const edited = useAgentDraft(agent)
  const archived = agent.status === 'archived'
  return (
    <div className="flex-1 pb-12">
      <BackToAgents />
      <div className="mt-4 flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-title font-bold [overflow-wrap:anywhere] sm:text-4xl">{agent.name}</h1>
        <StateBadge state={agentState(agent)} />
        {!archived && (
          <Button variant="outline" size="small" className="ml-auto lg:hidden" onClick={goToTrial}>
            Try it
          </Button>
        )}
      </div>
      {archived ? (
        <ArchivedNotice agent={agent} />
      ) : (
        <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[minmax(0,1fr)_23rem]">
          <DraftForm agent={agent} edited={edited} plan={plan} />
          <TryIt agent={agent} edited={edited} />
        </div>
      )}
      <div className="max-w-3xl">
        {!archived && <AgentKnowledge agent={agent} />}
        {!archived && <AgentTools agent={agent} />}
        <VersionList agent={agent} onRestored={edited.reset} />
        {!archived && <ArchiveSection agent={agent} />}
      </div>
    </div>
  )
}

/** Where there is room for one column only, the trial stands below a long form. */
function goToTrial(): void {
  const heading = document.getElementById('try-it')
  heading?.scrollIntoView({ block: 'start' })
  heading?.focus({ preventScroll: true })
}
