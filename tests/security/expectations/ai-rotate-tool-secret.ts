import { personOnly } from '../matrix/answers.ts'
import type { Answer, DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import { ORGANIZATIONS } from '../world/planted-rows.ts'
import { plantedTool, plantedToolSecret } from '../world/planted-tools.ts'

const rotate = (where: 'north' | 'south'): DeclaredCall => ({
  says: `of the tool of ${ORGANIZATIONS[where].name}`,
  args: () => ({ p_tool_id: plantedTool(where) }),
  answer(actor, world) {
    const role = world.roleIn(actor.person, ORGANIZATIONS[where].id)
    const made: Answer = { leaves: true }
    const refused: Answer = { fails: role ? 'role_too_low' : 'tool_not_found' }
    return personOnly(actor, role === 'owner' || role === 'admin' ? made : refused)
  },
  look: () => `select secret <> '${plantedToolSecret(where)}' and previous_secret = '${plantedToolSecret(where)}'
    from private.tool_secrets where tool_id = '${plantedTool(where)}'`,
})

export const aiRotateToolSecret = {
  function: 'ai.rotate_tool_secret(uuid, boolean)',
  executableBy: ['authenticated'],
  calls: [rotate('north'), rotate('south')],
} satisfies FunctionExpectation
