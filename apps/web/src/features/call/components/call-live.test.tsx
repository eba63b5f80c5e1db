import { CallError } from '@parley/client/call-error'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { FakeVoiceCall } from '@/testing/fake-voice-call.ts'
import { turnOf } from '@/testing/turn-of.ts'
import { callStore } from '../call-store.ts'
import { useCall } from '../hooks/use-call.ts'
import { CallLive } from './call-live.tsx'

function Live() {
  return <CallLive call={useCall()} />
}
function Cache({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
}

let call: FakeVoiceCall
beforeEach(() => {
  call = new FakeVoiceCall()
  callStore.attach(call.asVoiceCall, { agentName: 'Ada' })
  render(<Live />, { wrapper: Cache })
  act(() => {
    call.tell('state', 'live')
    call.tell('microphone', true)
  })
})
const transcript = () => screen.getByRole('list', { name: 'Transcript' })

test('turns of both sides appear while they form, with what was heard of an interrupted one', () => {
  act(() =>
    call.tell('transcript', [
      turnOf('a1', { text: 'The first train', status: 'interrupted', heardMs: 1240 }),
      turnOf('u1', { role: 'user', text: 'And on', status: 'forming' }),
    ]),
  )
  const [first, second] = within(transcript()).getAllByRole('listitem')
  expect(first?.textContent).toBe('AdaThe first traininterrupted after 1.2 s')
  expect(second?.textContent).toBe('YouAnd on')
})

test('a screen reader hears each turn when it is complete, not while it forms', () => {
  const spoken = () => document.querySelector('[aria-live=polite]')?.textContent
  act(() => call.tell('transcript', [turnOf('a1', { text: 'Good mor', status: 'forming' })]))
  expect(spoken()).toBe('')
  act(() => call.tell('transcript', [turnOf('a1', { text: 'Good morning.' })]))
  expect(spoken()).toBe('Ada: Good morning.')
})

test('M mutes and unmutes, but not while typing; T goes to the text field', async () => {
  const user = userEvent.setup()
  await user.keyboard('m')
  expect(call.setMuted).toHaveBeenLastCalledWith(true)
  expect(screen.getByRole('button', { name: 'Mute' }).getAttribute('aria-pressed')).toBe('true')
  await user.keyboard('t')
  expect(document.activeElement).toBe(screen.getByLabelText('Type a message'))
  await user.keyboard('mum{Enter}')
  expect(call.sendText).toHaveBeenCalledWith('mum')
  expect(call.setMuted).toHaveBeenCalledTimes(1)
})

test('Esc leaves the text field, then asks; only the next key hangs up', async () => {
  const user = userEvent.setup()
  await user.click(screen.getByLabelText('Type a message'))
  await user.keyboard('{Escape}{Escape}')
  expect(call.end).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Press again to end the call' }))
  await user.keyboard('{Enter}')
  expect(call.end).toHaveBeenCalledOnce()
})

test('a problem that does not end the call is told and can be put away', async () => {
  act(() => call.tell('error', { error: new CallError('microphone_lost'), fatal: false }))
  expect(screen.getByRole('alert').textContent).toMatch(/microphone went away.*call goes on/i)
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByText(/microphone went away/i)).toBeNull()
})

test('a transcript that is late is told of until it is stored', () => {
  act(() => call.tell('error', { error: new CallError('transcript_delayed'), fatal: false }))
  expect(screen.getByRole('alert').textContent).toMatch(/stored late/i)
  act(() => call.tell('event', { type: 'relay.persisted', item_ids: ['u1'], audio_ms: 0 }))
  expect(screen.queryByRole('alert')).toBeNull()
})

test('sound that the browser holds back is offered with a click', async () => {
  act(() => call.tell('playback-blocked', true))
  await userEvent.click(screen.getByRole('button', { name: 'Play it' }))
  expect(call.resumeAudio).toHaveBeenCalledOnce()
})

const away = (change: object = {}) =>
  act(() => {
    call.tell('state', 'reconnecting')
    call.tell('connection', { status: 'reconnecting', since: Date.now(), attempt: 1, keptMs: 0, ...change })
  })

test('a planned hand-off changes nothing on the screen', () => {
  const before = document.body.innerHTML
  act(() => call.tell('connection', { status: 'handing-over', since: Date.now(), attempt: 0, keptMs: 400 }))
  act(() => call.tell('connection', { status: 'steady', since: Date.now(), attempt: 0, keptMs: 0 }))
  expect(document.body.innerHTML).toBe(before)
})

test('while reconnecting the screen says what is kept, is no alert, and goes on working', async () => {
  act(() => call.tell('transcript', [turnOf('a1', { text: 'Good morning.' })]))
  away({ keptMs: 6400, attempt: 2, since: Date.now() - 4000 })
  expect(screen.getByText('Keep talking: your last 6 seconds are kept.')).toBeTruthy()
  expect(screen.getByText(/attempt 3, 0:0[45]/)).toBeTruthy()
  expect(screen.getByText('Reconnecting. Keep talking: what you say is kept.').getAttribute('aria-live')).toBe('polite')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(within(transcript()).getByText('Good morning.')).toBeTruthy()
  await userEvent.type(screen.getByLabelText('Type a message'), 'still here{Enter}')
  expect(call.sendText).toHaveBeenCalledWith('still here')
  act(() => call.tell('state', 'live'))
  expect(screen.queryByText(/reconnecting/i)).toBeNull()
})

test('who is muted is not told to keep talking', () => {
  act(() => call.tell('muted', true))
  away({ keptMs: 6400 })
  expect(screen.getByText('What you write is kept.')).toBeTruthy()
})

test('a break that lasts longer than ten seconds comes with what can be done; the call time does not start again', () => {
  act(() => vi.useFakeTimers({ now: Date.now() + 20_000 }))
  away({ since: Date.now() - 9_500 })
  expect(screen.queryByText(/check your network/i)).toBeNull()
  act(() => vi.advanceTimersByTime(1000))
  expect(screen.getAllByText(/check your network.*hang up/i)).toHaveLength(2)
  act(() => call.tell('state', 'live'))
  expect(callStore.getSnapshot().liveSince).toBeLessThan(Date.now() - 15_000)
  vi.useRealTimers()
})

test('turns that could not be stored can be saved, exactly these', async () => {
  const saved = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:saved')
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockReturnValue()
  const lost = [
    { item_id: 'u1', role: 'user', text: 'When do you open?' },
    { item_id: 'a1', role: 'assistant', text: 'At eight.' },
  ]
  act(() => {
    call.tell('error', { error: new CallError('transcript_refused'), fatal: false })
    call.tell('unstored', { items: lost })
    call.tell('unstored', { items: lost.slice(1) })
  })
  expect(screen.getAllByRole('alert')).toHaveLength(1)
  expect(screen.getByRole('alert').textContent).toMatch(/some of this call could not be stored.*2 turns are missing/i)
  await userEvent.click(screen.getByRole('button', { name: 'Save as text' }))
  await userEvent.click(screen.getByRole('button', { name: 'Save as JSON' }))
  const [text, json] = await Promise.all(saved.mock.calls.map(([blob]) => (blob as Blob).text()))
  expect(text).toBe('You: When do you open?\n\nAda: At eight.\n')
  expect(JSON.parse(json ?? '')).toEqual(lost)
})
