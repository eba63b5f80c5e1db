import { personOnly } from '../matrix/answers.ts'
import type { FunctionExpectation } from '../matrix/expectation.ts'
import { plantedRun, plantedToolCall } from '../world/planted-runs.ts'

const asked = plantedToolCall(plantedRun('mia', 'running'), 'client')
const done = plantedToolCall(plantedRun('mia', 'completed'), 'done')

export const aiSubmitToolOutput = {
  function: 'ai.submit_tool_output(uuid, text)',
  executableBy: ['authenticated'],
  calls: [
    {
      says: 'for a function of Mia’s client',
      args: () => ({ p_tool_call_id: asked, p_output: 'shown' }),
      answer: (actor) =>
        personOnly(
          actor,
          actor.person === 'mia' ? { gives: ['done'], leaves: 'shown' } : { fails: 'tool_call_not_found' },
        ),
      look: () => `select output from ai.tool_calls where id = '${asked}'`,
    },
    {
      says: 'for a tool that runs on the server',
      args: () => ({ p_tool_call_id: done, p_output: 'made up' }),
      answer: (actor) => personOnly(actor, { fails: 'tool_call_not_found' }),
    },
  ],
} satisfies FunctionExpectation
