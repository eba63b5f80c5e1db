import { CallError } from '@parley/client/call-error'
import type { Turn } from '@parley/client/turn-draft'
import { act, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test } from 'vitest'
import { FakeVoiceCall } from '@/testing/fake-voice-call.ts'
import { callStore } from '../call-store.ts'
import { useCall } from '../hooks/use-call.ts'
import { CallLive } from './call-live.tsx'

function Live() {
  return <CallLive call={useCall()} />
}
const turn = (itemId: string, change: Partial<Turn>): Turn => ({
  itemId,
  role: 'assistant',
  source: 'voice',
  text: '',
  status: 'completed',
  heardMs: null,
  toolName: null,
  persisted: false,
  ...change,
})

let call: FakeVoiceCall
beforeEach(() => {
  call = new FakeVoiceCall()
  callStore.attach(call.asVoiceCall, 'Ada')
  render(<Live />)
  act(() => {
    call.tell('state', 'live')
    call.tell('microphone', true)
  })
})
const transcript = () => screen.getByRole('list', { name: 'Transcript' })

test('turns of both sides appear while they form, with what was heard of an interrupted one', () => {
  act(() =>
    call.tell('transcript', [
      turn('a1', { text: 'The first train', status: 'interrupted', heardMs: 1240 }),
      turn('u1', { role: 'user', text: 'And on', status: 'forming' }),
    ]),
  )
  const [first, second] = within(transcript()).getAllByRole('listitem')
  expect(first?.textContent).toBe('AdaThe first traininterrupted after 1.2 s')
  expect(second?.textContent).toBe('YouAnd on')
})

test('a screen reader hears each turn when it is complete, not while it forms', () => {
  const spoken = () => document.querySelector('[aria-live=polite]')?.textContent
  act(() => call.tell('transcript', [turn('a1', { text: 'Good mor', status: 'forming' })]))
  expect(spoken()).toBe('')
  act(() => call.tell('transcript', [turn('a1', { text: 'Good morning.' })]))
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

test('sound that the browser holds back is offered with a click', async () => {
  act(() => call.tell('playback-blocked', true))
  await userEvent.click(screen.getByRole('button', { name: 'Play it' }))
  expect(call.resumeAudio).toHaveBeenCalledOnce()
})
