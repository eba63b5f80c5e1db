import { releaseSpend } from '../../_shared/llm/release-spend.ts'
import { settleSpend } from '../../_shared/llm/settle-spend.ts'
import type { TokenCounts } from '../../_shared/llm/token-counts.ts'
import { log } from '../../_shared/log.ts'

declare const EdgeRuntime: { waitUntil(promise: Promise<unknown>): void } | undefined

const TRIES_MS = [0, 200, 1_000, 4_000]
/** Sent to a provider, and not through. */
const open = new Set<string>()

// The worker is about to go with requests under way: nobody will know what they used, so it is what was put by.
globalThis.addEventListener?.('beforeunload', () => {
  for (const holdId of open) settleLater(holdId, null)
})

/** From now on a provider may be working, and somebody has to pay. */
export function openHold(holdId: string): void {
  open.add(holdId)
}

/** Settles a hold after the answer, whatever becomes of the client. Null: nobody knows what was used. */
export function settleLater(holdId: string, usage: TokenCounts | null): void {
  open.delete(holdId)
  keepOn(() => settleSpend(holdId, usage), 'llm_settle_failed', holdId)
}

/** Gives back what was put by for a request that no provider took. */
export function releaseLater(holdId: string): void {
  open.delete(holdId)
  keepOn(() => releaseSpend(holdId), 'llm_release_failed', holdId)
}

/** Tries again when the database is away for a moment. What fails in the end expires, and is given back. */
function keepOn(act: () => Promise<unknown>, failed: string, holdId: string): void {
  const tried = (async () => {
    let cause = ''
    for (const wait of TRIES_MS) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      try {
        return await act()
      } catch (error) {
        cause = String(error)
      }
    }
    log('error', failed, { hold_id: holdId, cause })
  })()
  inBackground(tried)
}

/** Keeps the worker until a promise is through. */
export function inBackground(promise: Promise<unknown>): void {
  if (typeof EdgeRuntime !== 'undefined') EdgeRuntime.waitUntil(promise)
}
