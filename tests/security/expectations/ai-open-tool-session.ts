import type { Answer, DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import type { PersonName } from '../world/people.ts'
import { plantedCall } from '../world/planted-calls.ts'
import { plantedAgent, sha256 } from '../world/planted-rows.ts'
import { plantedTool, plantedToolHost, plantedToolSecret } from '../world/planted-tools.ts'
import { stableUuid } from '../world/stable-uuid.ts'

const open = (by: PersonName, host: string, answer: Answer): DeclaredCall => ({
  says: `of North's tool for ${by}, at ${host}`,
  args: (world) => ({
    p_token_hash: sha256(`a session for ${by}`),
    p_tool_id: plantedTool('north'),
    p_user_id: world.accounts[by].id,
    p_agent_id: plantedAgent('north'),
    p_run_id: null,
    p_call_id: plantedCall(by, { in: by === 'otto' ? 'south' : 'north', live: by === 'mia' }).id,
    p_tool_call_id: stableUuid('a tool call'),
    p_host: host,
    p_seconds: 30,
  }),
  answer: () => answer,
})

export const aiOpenToolSession = {
  function: 'ai.open_tool_session(text, uuid, uuid, uuid, uuid, uuid, uuid, text, integer)',
  executableBy: ['service_role'],
  calls: [
    open('mia', plantedToolHost('north'), { gives: [{ signing_secrets: [plantedToolSecret('north')] }] }),
    open('mia', plantedToolHost('south'), { fails: 'tool_host_not_allowed' }),
    open('otto', plantedToolHost('north'), { fails: 'tool_not_found' }),
    open('gone', plantedToolHost('north'), { fails: 'tool_not_found' }),
  ],
} satisfies FunctionExpectation
