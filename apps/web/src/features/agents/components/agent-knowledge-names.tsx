import { useQuery } from '@tanstack/react-query'
import { knowledgeBasesQuery } from '@/features/knowledge/api/list-knowledge-bases.ts'
import type { Agent } from '../agent.ts'
import { agentKnowledgeBasesQuery } from '../api/list-agent-knowledge-bases.ts'

/** What an agent looks things up in, for those who do not choose it. */
export function AgentKnowledgeNames({ agent }: { agent: Agent }) {
  const { data: bases } = useQuery(knowledgeBasesQuery(agent.organization_id))
  const { data: chosen } = useQuery(agentKnowledgeBasesQuery(agent.id))
  if (!bases || !chosen) return '…'
  const names = bases.filter(({ id }) => chosen.includes(id)).map(({ name }) => name)
  return names.length > 0 ? `${names.join(', ')}: as far as you may read it` : 'None'
}
