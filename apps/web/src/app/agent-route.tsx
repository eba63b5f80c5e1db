import { getRouteApi } from '@tanstack/react-router'
import { AgentScreen } from '@/features/agents/components/agent-screen.tsx'

const route = getRouteApi('/signed-in/agents/$agentId')

/** `/agents/:agentId` */
export function AgentRoute() {
  const { agentId } = route.useParams()
  return <AgentScreen agentId={agentId} />
}
