import { setTimeout as sleep } from 'node:timers/promises'
import type { HandedOver } from '@parley/client/call-events'
import { Caller, type Exchange } from '../../faults/harness/caller.ts'
import { compareTranscript, type TranscriptRow } from '../../faults/harness/compare-transcript.ts'
import { segmentsOf } from '../../faults/harness/segments-of.ts'
import type { FaultRig } from '../../faults/harness/start-fault-rig.ts'
import type { TestUser } from '../../stack-fixture.ts'

/** Where to call, as whom, and where to look afterwards: a whole rig, or what another process tells of one. */
export type Line = Exchange & Pick<FaultRig, 'sql'> & { newUser(): Promise<Pick<TestUser, 'session'>> }

const STORED_WITHIN_MS = 20_000

/** A turn: from the end of what the caller said to the first sound of the answer, on `performance.now()`'s clock. */
export type TurnTiming = { saidAt: number; latencyMs: number }

/** What one caller who talked without a pause has to tell. */
export type Conversation = {
  turns: TurnTiming[]
  handOvers: (HandedOver & { at: number })[]
  /** Silences within answers, with the time at which they ended. */
  gaps: { at: number; ms: number }[]
  segments: string[]
  /** What is wrong with the transcript, in sentences. */
  problems: string[]
  /** Milliseconds of microphone audio of which nobody knows. */
  lostMs: number
  errors: string[]
}

/** Talks until `until` (`performance.now()`), says goodbye, and compares the transcript with what was said. */
export async function converse(rig: Line, until: number, onTurn: () => void = () => {}): Promise<Conversation> {
  const caller = await Caller.dialAs(rig, { user: await rig.newUser() })
  const { turns, handOvers, gaps, stop } = observe(caller)
  try {
    while (performance.now() < until) {
      await caller.begin()
      const turn = { saidAt: performance.now(), latencyMs: Number.NaN }
      turns.push(turn)
      const off = caller.call.on('activity', (activity) => {
        if (activity === 'speaking' && Number.isNaN(turn.latencyMs)) turn.latencyMs = performance.now() - turn.saidAt
      })
      await caller.hear()
      off()
      onTurn()
    }
  } finally {
    stop()
    await caller.hangUp()
  }
  await ended(rig, caller.callId)
  const rows = await rig.sql()<TranscriptRow[]>`
    select item_id, position::float8 as position, role, text, status, source, heard_ms, tool
    from public.messages where call_id = ${caller.callId} order by messages.position, id`
  return {
    turns,
    handOvers,
    gaps,
    segments: await segmentsOf(rig, caller.callId),
    problems: compareTranscript(rows, caller.script),
    lostMs: handOvers.reduce((sum, { lostMs }) => sum + lostMs, 0),
    errors: caller.errors.map(({ code }) => code),
  }
}

/** A relay that is busy stores the last words a moment after the caller has gone. */
async function ended(rig: Pick<FaultRig, 'sql'>, callId: string): Promise<void> {
  const deadline = performance.now() + STORED_WITHIN_MS
  while (performance.now() < deadline) {
    const [call] = await rig.sql()`select 1 from public.calls where id = ${callId} and ended_at is not null`
    if (call !== undefined) return
    await sleep(100)
  }
}

function observe(caller: Caller) {
  const handOvers: Conversation['handOvers'] = []
  const gaps: Conversation['gaps'] = []
  caller.call.on('handed-over', (handedOver) => handOvers.push({ ...handedOver, at: performance.now() }))
  const timer = setInterval(() => {
    for (const { ms } of caller.speaker.gaps.splice(0)) gaps.push({ at: performance.now(), ms })
  }, 20)
  return { turns: [] as TurnTiming[], handOvers, gaps, stop: () => clearInterval(timer) }
}
