import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { isCarrying, nextSegmentState, type SegmentSignal, type SegmentState } from './segment-state.ts'

const walk = (...signals: SegmentSignal[]) =>
  signals.reduce<SegmentState | undefined>((at, signal) => at && nextSegmentState(at, signal), 'connecting')

Deno.test('a planned life: stands by, takes over, is asked to leave, hands over', () => {
  equal(walk('ready', 'taken', 'drain', 'leave', 'over'), 'over')
})

Deno.test('a lost client leaves a segment adrift, from where it ends or is taken over', () => {
  equal(walk('taken', 'client-lost', 'end', 'over'), 'over')
  equal(walk('taken', 'drain', 'client-lost', 'leave', 'over'), 'over')
})

Deno.test('who hands over does not end the call as well, and who stands by loses no call', () => {
  equal(walk('taken', 'leave', 'end'), undefined)
  equal(walk('ready', 'client-lost'), undefined)
  equal(walk('ready', 'drain'), undefined)
  equal(walk('taken', 'end', 'leave'), undefined)
})

Deno.test('frames pass only while it has the call', () => {
  const states: SegmentState[] = ['connecting', 'standby', 'live', 'draining', 'adrift', 'leaving', 'ending', 'over']
  deepEqual(states.filter(isCarrying), ['live', 'draining', 'adrift'])
})
