import { ParleyError } from '@parley/shared/parley-error.ts'
import { type ClientTakeOver, clientTakeOver } from '@parley/shared/relay-events.ts'
import { firstFrame } from './first-frame.ts'
import type { FrameInbox } from './frame-inbox.ts'

/** A client asks for the next worker in good time; one that never comes has found another or is gone. */
const WITHIN_MS = 240_000

/**
 * Waits for the client to take the call over: the only thing that it may say to a worker that stands by.
 *
 * @throws {ParleyError} take_over_expected, take_over_timeout
 */
export async function awaitTakeOver(inbox: FrameInbox): Promise<ClientTakeOver> {
  const parsed = clientTakeOver.safeParse(await firstFrame(inbox, WITHIN_MS, 'take_over_timeout'))
  if (!parsed.success) throw new ParleyError('take_over_expected')
  return parsed.data
}
