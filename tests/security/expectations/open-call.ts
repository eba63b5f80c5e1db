import { inPersonOnly } from '../matrix/answers.ts'
import type { Answer, FunctionExpectation } from '../matrix/expectation.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { AGENTS, ORGANIZATIONS, plantedAgent, sha256 } from '../world/planted-rows.ts'
import { plantedRun } from '../world/planted-runs.ts'

const { sessionId } = plantedRun('mia', 'completed')
const hash = sha256('a new ticket')
const draft = AGENTS.find((agent) => agent.in === 'north' && agent.status === 'draft')
const whereTicketLeads = (column: string) => () =>
  `select c.${column} from private.call_tickets t join calls c on c.id = t.call_id where t.token_hash = '${hash}'`

export const openCall = {
  function: 'public.open_call(text, uuid, uuid, integer, boolean, boolean, uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: "with North's published agent",
      args: () => ({ p_token_hash: hash, p_agent_id: plantedAgent('north') }),
      answer: (actor, world) =>
        world.roleIn(actor.person, ORGANIZATIONS.north.id)
          ? inPersonOnly(actor, { leaves: ORGANIZATIONS.north.id })
          : refused(actor.isAgent, 'agent_not_found'),
      look: whereTicketLeads('organization_id'),
    },
    {
      says: "with North's draft",
      args: () => ({ p_token_hash: hash, p_agent_id: draft?.id }),
      answer: (actor) => refused(actor.isAgent, 'agent_not_found'),
    },
    {
      says: "that tries North's draft",
      args: () => ({ p_token_hash: hash, p_agent_id: draft?.id, p_draft: true }),
      answer: (actor, world) =>
        ['owner', 'admin'].includes(world.roleIn(actor.person, ORGANIZATIONS.north.id) ?? '')
          ? inPersonOnly(actor, { leaves: ORGANIZATIONS.north.id })
          : refused(actor.isAgent, 'agent_not_found'),
      look: whereTicketLeads('organization_id'),
    },
    {
      says: "that goes on with Mia's live call",
      args: () => ({ p_token_hash: hash, p_call_id: plantedCall('mia', { live: true }).id, p_take_over: true }),
      answer: (actor) =>
        actor.person === 'mia'
          ? inPersonOnly(actor, { leaves: plantedCall('mia', { live: true }).id })
          : refused(actor.isAgent, 'call_not_found'),
      look: whereTicketLeads('id'),
    },
    {
      says: "that goes on with Mia's conversation",
      args: () => ({ p_token_hash: hash, p_chat_session_id: sessionId }),
      answer: (actor) =>
        actor.person === 'mia'
          ? inPersonOnly(actor, { leaves: sessionId })
          : refused(actor.isAgent, 'session_not_found'),
      look: whereTicketLeads('chat_session_id'),
    },
  ],
} satisfies FunctionExpectation

/** Agents are refused before anything is looked up: old tickets would be swept first. */
function refused(isAgent: boolean, code: string): Answer {
  return { fails: isAgent ? 'agent_not_allowed' : code }
}
