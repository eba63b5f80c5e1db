import { expect, test } from 'vitest'
import { type CallSignal, type CallState, nextCallState } from './call-state.ts'

function walk(...signals: CallSignal[]): CallState[] {
  let state: CallState = 'idle'
  return signals.map((signal) => {
    state = nextCallState(state, signal) ?? 'idle'
    return state
  })
}

test('a call by voice, and one by text', () => {
  const rest: CallState[] = ['connecting', 'live', 'ending', 'ended']
  expect(walk('ask-microphone', 'connect', 'answered', 'hang-up', 'closed')).toEqual(['requesting-microphone', ...rest])
  expect(walk('connect', 'answered', 'hang-up', 'closed')).toEqual(rest)
})

test('a socket that closes is a failure before the answer, the end after it', () => {
  expect(nextCallState('connecting', 'closed')).toBe('failed')
  expect(nextCallState('live', 'closed')).toBe('ended')
  expect(nextCallState('ending', 'fail')).toBe('ended')
})

test('a call that lost its worker comes back, is hung up, or fails', () => {
  expect(walk('connect', 'answered', 'lost', 'answered', 'lost', 'hang-up', 'closed').slice(1)).toEqual([
    'live',
    'reconnecting',
    'live',
    'reconnecting',
    'ending',
    'ended',
  ])
  expect(nextCallState('reconnecting', 'fail')).toBe('failed')
  expect(nextCallState('ending', 'lost')).toBeUndefined()
})

test('nothing revives a call that is over, and late signals mean nothing', () => {
  for (const final of ['ended', 'failed'] as const) {
    for (const signal of ['connect', 'answered', 'hang-up', 'closed', 'fail'] as const) {
      expect(nextCallState(final, signal)).toBeUndefined()
    }
  }
  expect(nextCallState('ending', 'hang-up')).toBeUndefined()
  expect(nextCallState('live', 'answered')).toBeUndefined()
})
