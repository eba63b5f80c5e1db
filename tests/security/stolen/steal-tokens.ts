import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import type { StackFixture } from '../../stack-fixture.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'

/** What somebody may get hold of that was made for one person. */
export type StolenTokens = {
  /** Of the person's browser. */
  session: string
  /** Of an agent that acts for the person; it never leaves the server, and here it did. */
  agent: string
  /** That a developer's endpoint was given for one call of its tool. */
  toolSession: string
  /** With which a client asks the gateway for answers of models. */
  gateway: string
}

/** Steals one of each from a member of North. */
export async function stealTokens(
  stack: StackFixture,
  person: { id: string; session: { access_token: string } },
): Promise<StolenTokens> {
  return {
    session: person.session.access_token,
    agent: await mintAsServer(stack, person.id),
    toolSession: await openToolSession(stack.sql(), person.id),
    gateway: await askForGatewayToken(stack, person.session.access_token),
  }
}

/** As `_shared/mint-agent-token.ts` mints it. */
async function mintAsServer(stack: StackFixture, personId: string): Promise<string> {
  if (!stack.stack) throw new Error('Only the embedded stack signs tokens for tests')
  const now = Math.floor(Date.now() / 1000)
  return stack.stack.signToken({
    iss: `${stack.apiUrl}/auth/v1`,
    aud: 'authenticated',
    role: 'authenticated',
    sub: personId,
    act: { sub: plantedAgent('north') },
    session_id: crypto.randomUUID(),
    iat: now,
    exp: now + 900,
  })
}

async function openToolSession(sql: Sql, personId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const hash = createHash('sha256').update(token).digest('hex')
  const north = ORGANIZATIONS.north.id
  const [tool] = await sql<[{ id: string }]>`
    insert into ai.tools (organization_id, name, description, kind, config)
    values (${north}, 'stolen_hook', 'A developer’s endpoint.', 'http', '{"url": "https://stolen.example/hook"}')
    returning id`
  await sql`insert into ai.agent_tools (agent_id, tool_id, organization_id) values (${plantedAgent('north')}, ${tool.id}, ${north})`
  await sql`insert into private.tool_sessions (token_hash, tool_id, user_id, agent_id, call_id, tool_call_id, expires_at)
    values (${hash}, ${tool.id}, ${personId}, ${plantedAgent('north')}, ${plantedCall('mia', { live: true }).id}, gen_random_uuid(), now() + interval '10 minutes')`
  return token
}

async function askForGatewayToken(stack: StackFixture, session: string): Promise<string> {
  const response = await fetch(`${stack.apiUrl}/functions/v1/llm-token`, {
    method: 'POST',
    headers: { authorization: `Bearer ${session}`, 'content-type': 'application/json' },
    body: JSON.stringify({ organization_id: ORGANIZATIONS.north.id }),
  })
  const answer = await response.json()
  if (typeof answer.token !== 'string') throw new Error(`llm-token answered ${JSON.stringify(answer)}`)
  return answer.token
}
