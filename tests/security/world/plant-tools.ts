import type { TransactionSql } from 'postgres'
import type { Accounts, OrganizationName } from './people.ts'
import { plantedCall } from './planted-calls.ts'
import { AGENTS, ORGANIZATIONS, plantedAgent, sha256 } from './planted-rows.ts'
import { PLANTED_NOTES, plantedTool, plantedToolHost, plantedToolSecret, TOOL_SESSION } from './planted-tools.ts'
import { secretOf } from './secret-of.ts'

/** Tools with host and secret, which of the agents have them, a session that is on, and notes. Agents are there already. */
export async function plantTools(sql: TransactionSql, accounts: Accounts): Promise<void> {
  for (const where of Object.keys(ORGANIZATIONS) as OrganizationName[]) {
    const by = where === 'north' ? accounts.olga.id : accounts.otto.id
    const { id } = ORGANIZATIONS[where]
    const config = { url: `https://${plantedToolHost(where)}/${secretOf(`tool ${where}`)}` }
    await sql`insert into ai.tools (id, organization_id, name, description, kind, config, created_by)
      values (${plantedTool(where)}, ${id}, 'find_order', ${secretOf(`description of tool ${where}`)}, 'http',
        ${sql.json(config)}, ${by})`
    await sql`insert into ai.tool_hosts (organization_id, host, created_by) values (${id}, ${plantedToolHost(where)}, ${by})`
    await sql`insert into private.tool_secrets (tool_id, secret) values (${plantedTool(where)}, ${plantedToolSecret(where)})`
  }
  for (const { id, in: where } of AGENTS.filter(({ status }) => status !== 'archived')) {
    await sql`insert into ai.agent_tools (agent_id, tool_id, organization_id)
      values (${id}, ${plantedTool(where)}, ${ORGANIZATIONS[where].id})`
  }
  await sql`insert into private.tool_sessions (token_hash, tool_id, user_id, agent_id, call_id, tool_call_id, expires_at)
    values (${sha256(TOOL_SESSION)}, ${plantedTool('north')}, ${accounts.mia.id}, ${plantedAgent('north')},
      ${plantedCall('mia', { live: true }).id}, ${plantedTool('south')}, now() + interval '1 day')`
  for (const { id, by, in: where } of PLANTED_NOTES) {
    await sql`insert into notes (id, organization_id, user_id, text)
      values (${id}, ${ORGANIZATIONS[where].id}, ${accounts[by].id}, ${secretOf(`note ${id}`)})`
  }
}
