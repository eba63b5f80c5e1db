import { awaitTakeOver } from '../admission/await-take-over.ts'
import type { FrameInbox } from '../admission/frame-inbox.ts'
import type { Admission } from '../admission/redeem-ticket.ts'
import type { ProviderSession } from '../provider/provider-session.ts'
import type { CallMemory } from '../resume/call-memory.ts'
import type { Reconciled } from '../resume/reconcile-heard.ts'
import type { CallStore, TakenOver } from './call-store.ts'

type Opening = {
  admission: Admission
  inbox: FrameInbox
  store: CallStore
  provider: ProviderSession
  memory: CallMemory
  /** Everything is there for the call. False: it is not wanted any more. */
  onStandby(): boolean
}

/** Where a segment begins. */
export type Opened = {
  start: TakenOver
  /** The transcript so far; null for a call that begins. */
  resumed: Reconciled | null
}

/**
 * Brings a segment to the point where it has the call: the provider is reached and knows what was said, and, where
 * another segment has the call, the client has asked for the change. Null when nobody wants it any more.
 *
 * @throws {ParleyError} of the provider, the database, and awaitTakeOver
 */
export async function openSegment(opening: Opening): Promise<Opened | null> {
  const { admission, provider, memory } = opening
  if (admission.standby) return await openStandby(opening)
  const goesOn = admission.segment > 1
  await Promise.all([provider.ready, memory.loadPast(), goesOn ? memory.load() : null])
  memory.recall()
  return { start: admission.start, resumed: goesOn ? memory.complete(admission.start, null) : null }
}

async function openStandby({ inbox, store, provider, memory, onStandby }: Opening): Promise<Opened | null> {
  await Promise.all([provider.ready, memory.loadPast(), memory.load()])
  memory.recall()
  memory.prepare()
  if (!onStandby()) return null
  const { heard } = await awaitTakeOver(inbox)
  const { start, rows } = await store.takeOver(memory.readFrom)
  memory.catchUp(rows)
  return { start, resumed: memory.complete(start, heard) }
}
