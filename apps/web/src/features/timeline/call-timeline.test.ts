import { expect, test } from 'vitest'
import { messageRow } from '@/testing/message-row.ts'
import type { Segment } from './api/list-segments.ts'
import { callTimeline } from './call-timeline.ts'
import { figuresOf, labelOf } from './timeline-words.ts'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 10) + seconds * 1000).toISOString()
const segment = (number: number, taken: number | null, ended: number | null, end_reason: string | null): Segment => ({
  id: `s${number}`,
  call_id: 'c',
  number,
  taken_at: taken === null ? null : at(taken),
  ended_at: ended === null ? null : at(ended),
  end_reason,
})
const call = { started_at: at(0), ended_at: at(60) }

test('segments follow each other with the gap between; one that only stood by is not there', () => {
  const { segments, events } = callTimeline(
    call,
    [
      segment(1, 0, 20, 'handed_over'),
      segment(2, null, 21, 'stale'),
      segment(3, 20.048, 40, 'disconnected'),
      segment(4, 44, 50, 'replaced'),
      segment(5, 50, 60, 'hangup'),
    ],
    [],
    0,
  )
  expect(segments.map(({ order, startMs, endMs }) => [order, startMs, endMs])).toEqual([
    [1, 0, 20_000],
    [2, 20_048, 40_000],
    [3, 44_000, 50_000],
    [4, 50_000, 60_000],
  ])
  expect(events.map((event) => labelOf(event, 'Robin', 'You'))).toEqual([
    '0:20, Hand-over, planned, gap of 48 ms: Segment 2 took over from segment 1',
    '0:40, Hand-over, after the connection broke, gap of 4.0 s: Segment 3 took over from segment 2',
    '0:50, Hand-over, after the connection broke, length of the gap not known: Segment 4 took over from segment 3',
  ])
})

test('turns stand where they were spoken, in their lane, as long as they were heard', () => {
  const { events } = callTimeline(
    call,
    [],
    [
      messageRow(1, { role: 'user', text: 'Hello?', started_at: at(2), duration_ms: 1500, inserted_at: at(9) }),
      messageRow(2, {
        text: 'Good morn',
        status: 'interrupted',
        heard_ms: 900,
        started_at: at(4.12),
        duration_ms: 3000,
        latency_ms: 620,
      }),
      messageRow(3, { role: 'user', text: 'stop', source: 'text', started_at: null, inserted_at: at(6) }),
      messageRow(4, { text: 'From before', started_at: null, duration_ms: null, latency_ms: null, inserted_at: at(8) }),
      messageRow(5, { role: 'tool', source: 'tool', tool: { name: 'find_bread' }, inserted_at: at(7) }),
      messageRow(6, { text: 'Yes', started_at: at(10), duration_ms: 400, latency_ms: -200 }),
    ],
    0,
  )
  expect(events.map((event) => labelOf(event, 'Robin', 'You'))).toEqual([
    '0:02, You, lasted 1.5 s: Hello?',
    '0:04, Robin, interrupted after 900 ms, answered after 620 ms: Good morn',
    '0:06, You, typed: stop',
    '0:07, Tool: Used find_bread',
    '0:08, Robin: From before',
    '0:10, Robin, lasted 400 ms, began before you had finished: Yes',
  ])
  expect(events[1]).toMatchObject({ lane: 'agent', startMs: 4120, endMs: 5020 })
})

test('a call that goes on is as long as it has lasted, and its last segment with it', () => {
  const now = Date.parse(at(90))
  const live = callTimeline({ ...call, ended_at: null }, [segment(1, 0, null, null)], [], now)
  expect(live).toMatchObject({ lengthMs: 90_000, segments: [{ endMs: 90_000, open: true }] })
})

test('the figures: how often it changed hands, the longest gap, the median answer', () => {
  const answers = [800, 600, 3000].map((latency_ms, index) =>
    messageRow(index, { started_at: at(index), duration_ms: 100, latency_ms }),
  )
  const segments = [segment(1, 0, 20, 'handed_over'), segment(2, 20.1, 60, 'hangup')]
  expect(figuresOf(callTimeline(call, segments, answers, 0))).toEqual([
    '2 segments',
    'longest gap 100 ms',
    'answers after 800 ms (median)',
  ])
})
