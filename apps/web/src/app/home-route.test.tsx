import { CallError } from '@parley/client/call-error'
import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { FakeVoiceCall } from '@/testing/fake-voice-call.ts'
import { CALL_ID, messageRow } from '@/testing/message-row.ts'
import { PERSONAL_ID, USER_ID } from '@/testing/organization-rows.ts'
import { renderApp, type Tables } from '@/testing/render-app.tsx'
import { turnOf } from '@/testing/turn-of.ts'

vi.mock('@parley/client/voice-call', async () => ({
  VoiceCall: (await import('@/testing/fake-voice-call.ts')).FakeVoiceCall,
}))
beforeEach(() => void FakeVoiceCall.made.splice(0))

const openCall = (seenAgoMs = 1000) => ({
  id: CALL_ID,
  user_id: USER_ID,
  organization_id: PERSONAL_ID,
  title: null,
  agent_id: 'a',
  started_at: new Date(Date.now() - 65_000).toISOString(),
  ended_at: null,
  end_reason: null,
  last_seen_at: new Date(Date.now() - seenAgoMs).toISOString(),
  agent_name: 'Robin',
  draft: false,
})
const home = (tables: Tables) =>
  renderApp('/', { agents: [{ id: 'a', name: 'Robin', description: '' }], calls: [], messages: [], ...tables })
const made = () => FakeVoiceCall.made.at(-1) as FakeVoiceCall
const turns = () =>
  within(screen.getByRole('list', { name: 'Transcript' }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

test('a call that goes on elsewhere is continued here on request, after what was said before', async () => {
  const messages = [
    messageRow(1, { text: 'Good morning.' }),
    messageRow(2, { role: 'user', text: 'Are you open?' }),
    messageRow(3, { text: 'Until six.' }),
  ]
  await home({ calls: [openCall()], messages })
  const elsewhere = await screen.findByRole('region', { name: 'Live on another device' })
  expect(FakeVoiceCall.made).toEqual([])
  await userEvent.click(within(elsewhere).getByRole('button', { name: 'Continue here' }))
  expect(made().options).toMatchObject({ callId: CALL_ID, takeOver: true, microphone: true })
  expect(made().start).toHaveBeenCalledOnce()
  act(() => {
    made().tell('state', 'live')
    made().tell('transcript', [
      turnOf('item_2', { role: 'user', text: '' }),
      turnOf('item_3', { text: 'Until six.' }),
      turnOf('new', { role: 'user', text: 'And on Sunday?' }),
    ])
  })
  expect(turns()).toEqual(['RobinGood morning.', 'YouAre you open?', 'RobinUntil six.', 'YouAnd on Sunday?'])
  expect(screen.queryByRole('region', { name: 'Live on another device' })).toBeNull()
  expect(screen.getByRole('timer').textContent).toMatch(/^1:0\d$/)
})

test('a call that another window took over is taken back', async () => {
  await home({ calls: [] })
  await userEvent.click(await screen.findByRole('button', { name: 'Call' }))
  act(() => {
    made().tell('state', 'live')
    made().tell('session', { callId: CALL_ID, agent: { id: 'a', name: 'Robin' } })
    made().tell('unstored', { items: [{ item_id: 'u1', role: 'user', text: 'Lost' }] })
    made().tell('error', { error: new CallError('segment_superseded'), fatal: true })
    made().tell('state', 'failed')
    made().tell('microphone', false)
  })
  expect(screen.getByText('This call goes on in another window')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Done' })).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Take it back' }))
  expect(FakeVoiceCall.made).toHaveLength(2)
  expect(made().options).toMatchObject({ callId: CALL_ID, takeOver: true, microphone: true })
  act(() => made().tell('state', 'live'))
  expect(screen.getByText('Some of this call could not be stored')).toBeTruthy()
})

test('a call that was away for too long is over, with its transcript and the way to a new one', async () => {
  await home({})
  await userEvent.click(await screen.findByRole('button', { name: 'Call' }))
  act(() => {
    made().tell('state', 'live')
    made().tell('session', { callId: CALL_ID, agent: { id: 'a', name: 'Robin' } })
    made().tell('error', { error: new CallError('call_ended'), fatal: true })
    made().tell('state', 'failed')
  })
  expect(screen.getByRole('heading', { name: 'Call ended' })).toBeTruthy()
  expect(screen.getByText(/everything that was said until then is stored/i)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Open the transcript' }).getAttribute('href')).toBe(`/calls/${CALL_ID}`)
  await userEvent.click(screen.getByRole('button', { name: 'Start a new call' }))
  expect(made().options).toMatchObject({ agentId: 'a' })
  expect(made().options?.callId).toBeUndefined()
})

test('a plan without room for a further call names itself and offers the calls that go on', async () => {
  let calls: object[] = []
  const plans = [{ id: 'free', name: 'Free', live_calls: 2 }]
  await home({ calls: () => calls, profiles: [{ plan: 'unknown' }], plans })
  await userEvent.click(await screen.findByRole('button', { name: 'Call' }))
  calls = [openCall()]
  act(() => {
    made().tell('error', { error: new CallError('live_calls_limit'), fatal: true })
    made().tell('state', 'failed')
  })
  expect(await screen.findByText(/your plan, free, allows 2 calls at a time/i)).toBeTruthy()
  await userEvent.click(await screen.findByRole('button', { name: 'Continue here' }))
  expect(made().options).toMatchObject({ callId: CALL_ID, takeOver: true })
})

test('a call whose relay has vanished is closed by the database, not shown', async () => {
  const calls = [openCall(91_000)]
  const { asked } = await home({ calls: () => calls, close_stale_calls: () => calls.splice(0) && null })
  await screen.findByRole('button', { name: 'Call' })
  await vi.waitFor(() => expect(asked).toContain('close_stale_calls'))
  expect(screen.queryByRole('region', { name: 'Live on another device' })).toBeNull()
})
