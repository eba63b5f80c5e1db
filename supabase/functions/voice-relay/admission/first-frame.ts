import type { ErrorCode } from '@parley/shared/error-codes.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import type { FrameInbox } from './frame-inbox.ts'

/**
 * The first thing that a client says, as parsed JSON; null for what is none. What follows it waits in the inbox.
 *
 * @throws {ParleyError} of the given code when nothing comes in time
 */
export function firstFrame(inbox: FrameInbox, withinMs: number, timeoutCode: ErrorCode): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new ParleyError(timeoutCode)), withinMs)
    inbox.deliverTo((frame) => {
      clearTimeout(timer)
      inbox.deliverTo(null)
      resolve(parseJson(frame))
    })
  })
}

function parseJson(frame: string | ArrayBuffer): unknown {
  try {
    return typeof frame === 'string' ? JSON.parse(frame) : null
  } catch {
    return null
  }
}
