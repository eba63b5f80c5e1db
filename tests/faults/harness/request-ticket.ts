import type { CallSessionRequest } from '@parley/shared/call-session'
import type { TestUser } from '../../stack-fixture.ts'
import type { FaultRig } from './start-fault-rig.ts'

/** What `call-session` answers a user, as it is. */
export async function requestTicket(
  rig: Pick<FaultRig, 'gateway' | 'publishableKey'>,
  { session }: Pick<TestUser, 'session'>,
  body: CallSessionRequest = {},
  // biome-ignore lint/suspicious/noExplicitAny: answers and refusals alike
): Promise<{ status: number; body: any }> {
  const response = await fetch(`${rig.gateway.url}/functions/v1/call-session`, {
    method: 'POST',
    headers: {
      apikey: rig.publishableKey,
      authorization: `Bearer ${session.access_token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  })
  return { status: response.status, body: await response.json() }
}
