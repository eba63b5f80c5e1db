import type { RunEvent } from '@parley/shared/agent-run'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COMPLETE_RUN, RUN_ID, runStarted, storedRunEvents } from '../testing/run-events.ts'
import { applyRunEvent, applyRunRows, type LiveRunEvent, runStateOf } from './apply-run-event.ts'
import { hasGap, isOver, NEW_RUN, type RunState } from './run-state.ts'

const rows = storedRunEvents(COMPLETE_RUN)
const whole = runStateOf(rows)
const apply = (events: readonly LiveRunEvent[], state: RunState = NEW_RUN) => events.reduce(applyRunEvent, state)
const live = (event: RunEvent): LiveRunEvent => ({ ...event, run_id: RUN_ID, seq: null })
const delta = (offset: number, text: string, step = 1) =>
  live({ type: 'text.delta', data: { step, offset, delta: text } })
const begun = apply(storedRunEvents([runStarted, { type: 'step.started', data: { step: 1, model: 'm' } }]))
const text = (state: RunState, step = 0) => state.steps[step]?.text

test('a whole run: question, steps, tools, answer, cost', () => {
  expect(whole).toMatchObject({
    status: 'completed',
    text: 'When do you open?',
    costMicroUsd: 70,
    lastSeq: rows.length,
  })
  expect(whole.steps.map((step) => step.text)).toEqual(['', 'We open at **eight** in the morning.'])
  expect(whole.steps[0]?.toolCalls).toMatchObject([
    { name: 'search_knowledge', status: 'done', decision: null, ms: 41, citations: [{ page_number: 2 }] },
    { name: 'reserve_cake', status: 'done', decision: 'approved', arguments: { cake: 'plum', pieces: 2 } },
  ])
  expect(whole.steps[1]?.usage).toEqual({ inputTokens: 150, outputTokens: 12, costMicroUsd: 40 })
  expect(isOver(whole)).toBe(true)
})

test('in whatever order stored events come, and however often, the state is the one that rows make', () => {
  const anyOrder = fc.shuffledSubarray([...rows, ...rows, ...rows], { minLength: rows.length * 3 })
  fc.assert(
    fc.property(anyOrder, (events) => {
      const state = apply(events)
      expect(state).toEqual(whole)
      expect(hasGap(state)).toBe(false)
    }),
    { numRuns: 200 },
  )
})

test('rows that are read in the middle of the live events, at any moment, change nothing of what comes out', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(rows),
      fc.nat({ max: rows.length }),
      fc.shuffledSubarray(rows),
      (before, stored, after) => {
        const state = apply(after, applyRunRows(apply(before), rows.slice(0, stored)))
        expect(applyRunRows(state, rows)).toEqual(whole)
      },
    ),
    { numRuns: 200 },
  )
})

test('an event ahead of its turn waits, and is told of as a gap', () => {
  const state = apply([rows[0], rows[2], rows[3]] as LiveRunEvent[])
  expect(state.lastSeq).toBe(1)
  expect(state.steps).toEqual([])
  expect(hasGap(state)).toBe(true)
  const mended = applyRunEvent(state, rows[1] as LiveRunEvent)
  expect(mended.lastSeq).toBe(4)
  expect(mended.steps[0]?.toolCalls).toHaveLength(2)
  expect(hasGap(mended)).toBe(false)
})

test('rows without the pieces of text make the same answer', () => {
  expect(runStateOf(rows.filter(({ type }) => type !== 'text.delta'))).toEqual(whole)
})

test('pieces of text make the text in any order, twice, overlapping, stored or not', () => {
  const pieces = [delta(0, 'Good '), delta(5, 'morning, '), delta(14, 'Ada'), delta(5, 'morning, Ada'), delta(17, '.')]
  fc.assert(
    fc.property(fc.shuffledSubarray([...pieces, ...pieces], { minLength: pieces.length * 2 }), (some) => {
      expect(text(apply(some, begun))).toBe('Good morning, Ada.')
    }),
  )
})

test('a reader who comes in the middle shows nothing out of place, and all of it when the text is complete', () => {
  const late = apply([delta(40, 'the end')], begun)
  expect(text(late)).toBe('')
  const done = apply(storedRunEvents([{ type: 'text.done', data: { step: 1, text: 'All of it: the end' } }], 3), late)
  expect(text(done)).toBe('All of it: the end')
  expect(text(apply([delta(0, 'Late')], done))).toBe('All of it: the end')
})

test('a worker that takes over says the text at hand again, whether in other words or from where it was stored', () => {
  const cut = apply([delta(0, 'Half an ans')], begun)
  const resumed = apply(storedRunEvents([{ type: 'run.resumed', data: { step: 1 } }], 3), cut)
  expect(text(resumed)).toBe('Half an ans')
  expect(text(apply([delta(0, 'Another '), delta(8, 'one')], resumed))).toBe('Another one')
  expect(text(apply([delta(5, 'a word')], resumed))).toBe('Half a word')
})

test('a run that is stopped leaves what is stored of its text, on every device', () => {
  const stored = storedRunEvents(
    [
      { type: 'text.delta', data: { step: 1, offset: 0, delta: 'Stored, ' } },
      { type: 'run.done', data: { status: 'cancelled', error_code: null, cost_micro_usd: 0 } },
    ],
    3,
  )
  const near = apply([delta(0, 'Stored, '), delta(8, 'and more')], begun)
  expect(text(near)).toBe('Stored, and more')
  expect(text(apply(stored, near))).toBe('Stored, ')
  expect(apply(stored, near)).toEqual(applyRunRows(begun, stored))
})

test('nothing waits in a run that was stopped', () => {
  const stop: RunEvent = { type: 'run.done', data: { status: 'cancelled', error_code: null, cost_micro_usd: 30 } }
  const stopped = apply([...rows.slice(0, 8), ...storedRunEvents([stop], 9)])
  expect(stopped.steps[0]?.toolCalls.map(({ status }) => status)).toEqual(['done', 'cancelled'])
})

test('a failed run that is retried runs again, from the steps that it has', () => {
  const failed: RunEvent = {
    type: 'run.done',
    data: { status: 'failed', error_code: 'model_unavailable', cost_micro_usd: 9 },
  }
  const over = apply(storedRunEvents([failed], 3), begun)
  expect(over).toMatchObject({ status: 'failed', errorCode: 'model_unavailable', costMicroUsd: 9 })
  const again = apply(storedRunEvents([{ type: 'run.resumed', data: { step: 1 } }], 4), over)
  expect(again).toMatchObject({ status: 'running', errorCode: null, endedAt: null })
})

test('a run waits as long as a tool does', () => {
  const waiting = apply(rows.slice(0, 8))
  expect(waiting.status).toBe('waiting')
  expect(waiting.steps[0]?.toolCalls[1]?.status).toBe('approval')
  expect(apply(rows.slice(8, 9), waiting).status).toBe('running')
})

test('what a newer server says is passed over, and counted', () => {
  const unknown = { type: 'run.thought', data: {}, run_id: RUN_ID, seq: 3 } as unknown as LiveRunEvent
  const state = apply([unknown], begun)
  expect(state).toEqual({ ...begun, lastSeq: 3 })
})
