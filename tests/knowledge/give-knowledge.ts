import type { Sql } from 'postgres'

/** Puts sources into a new knowledge base of an organisation, and gives it to agents. Returns its id. */
export async function giveKnowledge(
  sql: Sql,
  { organizationId, agentIds, sourceIds }: { organizationId: string; agentIds: string[]; sourceIds: string[] },
): Promise<string> {
  const id = crypto.randomUUID()
  await sql`insert into ai.knowledge_bases (id, organization_id, name) values (${id}, ${organizationId}, ${id})`
  for (const sourceId of sourceIds)
    await sql`
      insert into ai.indexed_sources (knowledge_base_id, source_id, organization_id)
      values (${id}, ${sourceId}, ${organizationId})`
  for (const agentId of agentIds)
    await sql`
      insert into ai.agent_knowledge_bases (agent_id, knowledge_base_id, organization_id)
      values (${agentId}, ${id}, ${organizationId})`
  return id
}
