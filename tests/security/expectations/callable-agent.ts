import type { FunctionExpectation } from '../matrix/expectation.ts'
import { AGENTS, ORGANIZATIONS, plantedAgent } from '../world/planted-rows.ts'
import { secretOf } from '../world/secret-of.ts'

const draft = AGENTS.find((agent) => agent.in === 'north' && agent.status === 'draft')
const notThere = { fails: 'agent_not_found' }

export const callableAgent = {
  function: 'public.callable_agent(uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: "North's published one",
      args: () => ({ p_agent_id: plantedAgent('north') }),
      answer: (actor, world) =>
        world.roleIn(actor.person, ORGANIZATIONS.north.id)
          ? { gives: [{ id: plantedAgent('north'), instructions: secretOf('agent north published') }] }
          : notThere,
    },
    { says: "North's draft", args: () => ({ p_agent_id: draft?.id }), answer: () => notThere },
  ],
} satisfies FunctionExpectation
