import { asParleyError } from '../../_shared/error-response.ts'
import { log } from '../../_shared/log.ts'
import { openToolbox } from '../../_shared/tools/open-toolbox.ts'
import type { ServerTool } from '../../_shared/tools/server-tool.ts'
import type { Admission } from '../admission/redeem-ticket.ts'

/** A caller waits. */
const WITHIN_MS = 6000

/** The tools that the server runs in a call. When they cannot be had, the call goes on without, and the log says so. */
export async function openTools(admission: Admission): Promise<ServerTool[]> {
  const { callId, userId: personId, organizationId, draft, agent } = admission
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('took too long')), WITHIN_MS)
  try {
    const opening = openToolbox({ personId, agentId: agent.id, organizationId, draft })
    return (await Promise.race([opening, tooLate])).tools
  } catch (error) {
    const { code, cause } = asParleyError(error)
    log('error', 'toolbox_unavailable', { call_id: callId, code, cause: String(cause ?? '') })
    return []
  } finally {
    clearTimeout(timer)
  }
}
