import { runEvent } from '@parley/shared/agent-run'
import { z } from 'zod'
import type { LiveRunEvent } from './apply-run-event.ts'

const envelope = z.object({
  run_id: z.uuid(),
  seq: z.int().min(1).nullish(),
  type: z.string(),
  data: z.unknown(),
  created_at: z.string().optional(),
})

/**
 * An event of a run as it came over the wire; `null` for anything else, and for one that came
 * without its data. One that this version does not understand keeps
 * its place, so that nobody waits for it, and loses its content.
 *
 * @param storedSeq its place where that stands beside it, as the id of a server-sent event does
 */
export function parseRunEvent(payload: unknown, storedSeq: number | null = null): LiveRunEvent | null {
  const outer = envelope.safeParse(payload)
  // Too large for a broadcast: what it says stands in its row.
  if (!outer.success || outer.data.data === null) return null
  const { run_id, type, data, created_at } = outer.data
  const seq = outer.data.seq === undefined ? storedSeq : outer.data.seq
  const inner = runEvent.safeParse({ type, data })
  if (inner.success) return { ...inner.data, run_id, seq, created_at }
  return { type: `unknown:${type}`, data: {}, run_id, seq, created_at } as unknown as LiveRunEvent
}
