import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { isManager } from '@/features/organizations/organization.ts'
import { agentQuery } from '../api/get-agent.ts'
import { AgentEditor } from './agent-editor.tsx'
import { PublishedAgent } from './published-agent.tsx'

/** One agent: to edit for owners and admins of its organisation, to read for its members. */
export function AgentScreen({ agentId }: { agentId: string }) {
  const { data: agent } = useSuspenseQuery(agentQuery(agentId))
  const { data: organizations } = useSuspenseQuery(myOrganizationsQuery)
  const organization = organizations.all.find(({ id }) => id === agent?.organization_id)
  if (!agent || !organization) return <AgentNotFound />
  // Another agent is another editor, with nothing unsaved.
  if (isManager(organization)) return <AgentEditor key={agent.id} agent={agent} plan={organization.plan} />
  return <PublishedAgent agent={agent} />
}

function AgentNotFound() {
  return (
    <div className="mx-auto w-full max-w-3xl flex-1">
      <h1 className="text-display font-bold">No such agent</h1>
      <p className="mt-4 text-lg text-ink-soft">It does not exist, is not published, or belongs to somebody else.</p>
      <Button asChild className="mt-6">
        <Link to="/agents">Your agents</Link>
      </Button>
    </div>
  )
}
