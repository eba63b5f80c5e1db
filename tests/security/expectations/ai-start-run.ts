import { personOnly } from '../matrix/answers.ts'
import type { Answer, FunctionExpectation } from '../matrix/expectation.ts'
import { AGENTS, ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'
import { plantedRun } from '../world/planted-runs.ts'

const text = 'a question that nobody asked before'
const draft = AGENTS.find((agent) => agent.in === 'north' && agent.status === 'draft')
const begun: Answer = { gives: [{ existing: false }], leaves: 1 }
const look = () =>
  `select count(*) from ai.runs r join chat_messages m on m.run_id = r.id and m.user_id = r.user_id where m.text = '${text}'`

export const aiStartRun = {
  function: 'ai.start_run(uuid, text, uuid, boolean, jsonb, uuid[], uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: "with North's agent",
      args: () => ({ p_agent_id: plantedAgent('north'), p_text: text }),
      answer: (actor, world) =>
        personOnly(actor, world.roleIn(actor.person, ORGANIZATIONS.north.id) ? begun : { fails: 'agent_not_found' }),
      look,
    },
    {
      says: "with North's draft",
      args: () => ({ p_agent_id: draft?.id, p_text: text, p_draft: true }),
      answer: (actor, world) =>
        personOnly(
          actor,
          ['owner', 'admin'].includes(world.roleIn(actor.person, ORGANIZATIONS.north.id) ?? '')
            ? begun
            : { fails: 'agent_not_found' },
        ),
      look,
    },
    {
      says: "in Mia's session",
      args: () => ({
        p_agent_id: plantedAgent('north'),
        p_text: text,
        p_session_id: plantedRun('mia', 'completed').sessionId,
      }),
      answer: (actor) => personOnly(actor, actor.person === 'mia' ? begun : { fails: 'session_not_found' }),
      look,
    },
    {
      says: 'in the session of one who was removed',
      args: () => ({ p_agent_id: null, p_text: text, p_session_id: plantedRun('gone', 'completed').sessionId }),
      answer: (actor) =>
        personOnly(actor, { fails: actor.person === 'gone' ? 'agent_not_found' : 'session_not_found' }),
    },
  ],
} satisfies FunctionExpectation
