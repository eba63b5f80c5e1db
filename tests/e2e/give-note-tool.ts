import type postgres from 'postgres'

/** Publishes the agent of somebody, and gives it a tool that writes their notes when they approve. */
export async function giveNoteTool(sql: postgres.Sql, email: string): Promise<void> {
  await sql`
    with person as (select id from auth.users where email = ${email}),
      agent as (
        update agents set status = 'published' where created_by = (select id from person) returning id, organization_id
      ),
      tool as (
        insert into ai.tools (organization_id, name, description, kind, parameters, config, needs_approval)
        select organization_id, 'add_note', 'Writes a note down.', 'database',
          '{"type":"object","properties":{"text":{"type":"string","minLength":3}},"required":["text"],"additionalProperties":false}',
          '{"schema":"public","table":"notes","verb":"insert","columns":["text"]}', true
        from agent returning id, organization_id
      )
    insert into ai.agent_tools (agent_id, tool_id, organization_id)
    select agent.id, tool.id, tool.organization_id from agent, tool`
}
