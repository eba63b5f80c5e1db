import {
  APPROVAL_ID,
  COMPLETE_RUN,
  RUN_AGENT_ID,
  RUN_ID,
  runStarted,
  SESSION_ID,
  storedRunEvents,
  TOOL_CALL_ID,
} from '@parley/client/testing/run-events'
import type { RunEvent } from '@parley/shared/agent-run'
import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { PERSONAL_ID, USER_ID } from '@/testing/organization-rows.ts'
import { renderApp, type Tables } from '@/testing/render-app.tsx'

/** The screens and the formatting load when they are first shown. */
const PATIENCE = { timeout: 8000 }
vi.setConfig({ testTimeout: 20_000 })
const FEED = `user:${USER_ID}`
const rows = storedRunEvents(COMPLETE_RUN)
const session = {
  id: SESSION_ID,
  organization_id: PERSONAL_ID,
  agent_id: RUN_AGENT_ID,
  title: 'Opening hours',
  created_at: '2026-11-21T10:00:00Z',
  active_at: '2026-11-21T10:00:00Z',
}
const stream = (events: readonly object[]) =>
  new Response(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''), {
    headers: { 'content-type': 'text/event-stream' },
  })

async function openSession(upTo: number, tables: Tables = {}) {
  const status = upTo === rows.length ? 'completed' : 'running'
  const stored = { upTo }
  const app = await renderApp(`/chat/${SESSION_ID}`, {
    chat_sessions: () => session,
    agents: [{ id: RUN_AGENT_ID, name: 'Robin', status: 'published' }],
    calls: [],
    runs: upTo > 0 ? [{ id: RUN_ID, status }] : [],
    run_events: (url: URL) => {
      const after = Number(/gt\.(\d+)/.exec(url.searchParams.get('seq') ?? '')?.[1] ?? 0)
      return rows.slice(0, stored.upTo).filter(({ seq }) => seq > after)
    },
    tools: [],
    approvals: [],
    ...tables,
  })
  await screen.findByRole('heading', { name: /Opening hours/ }, PATIENCE)
  return { ...app, stored, conversation: within(screen.getByRole('list', { name: 'Conversation' })) }
}
const composer = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message to Robin' })

test('a run that is over: question, tools, answer, sources, cost', async () => {
  const { conversation } = await openSession(rows.length)
  expect(conversation.getByText('When do you open?')).toBeTruthy()
  expect((await conversation.findByText('eight', {}, PATIENCE)).tagName).toBe('STRONG')
  expect(conversation.getByText('search_knowledge').closest('summary')?.textContent).toBe('Used search_knowledge41 ms')
  const source = conversation.getByRole('link', { name: /hours\.pdf, page 2/ })
  expect(source.getAttribute('href')).toMatch(/^\/knowledge\/[0-9a-f-]+\?page=2&start=10&end=27$/)
  expect(conversation.getByRole('link', { name: /how this answer came about/ }).textContent).toMatch(/^\$0\.00007/)
})

test('a run of another device grows here, and is read out once it is complete', async () => {
  const { conversation, broadcast, stored } = await openSession(0)
  stored.upTo = 1
  await broadcast(FEED, ...rows.slice(0, 13))
  expect(await conversation.findAllByText(/We open at/)).not.toEqual([])
  const spoken = () =>
    [...document.querySelectorAll('[aria-live=polite]')].map(({ textContent }) => textContent).join('')
  expect(spoken()).not.toContain('We open')
  expect(screen.getByRole('button', { name: 'Stop' })).toBeTruthy()
  await broadcast(FEED, ...rows.slice(13))
  await waitFor(() => expect(spoken()).toContain('Robin: We open at **eight** in the morning.'))
  expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
})

test('what waits is decided here: once, with the arguments that the person gave', async () => {
  const decided: unknown[] = []
  const schema = { type: 'object', properties: { cake: { type: 'string' }, pieces: { type: 'integer', maximum: 5 } } }
  const { broadcast } = await openSession(8, {
    tools: [{ name: 'reserve_cake', organization_id: PERSONAL_ID, parameters: schema }],
    'agent-run': (_: URL, body: unknown) => {
      decided.push(body)
      return { status: 'changed' }
    },
  })
  const card = within(await screen.findByRole('region', { name: 'Robin wants to use reserve_cake' }))
  await userEvent.click(card.getByRole('button', { name: 'Change…' }))
  const pieces = card.getByRole('spinbutton', { name: 'pieces' })
  await userEvent.clear(pieces)
  await userEvent.type(pieces, '6')
  const approve = card.getByRole<HTMLButtonElement>('button', { name: 'Approve with these' })
  expect(approve.disabled).toBe(true)
  await userEvent.clear(pieces)
  await userEvent.type(pieces, '3')
  await userEvent.click(approve)
  expect(decided).toEqual([
    { action: 'decide', approval_id: APPROVAL_ID, decision: 'approved', arguments: { cake: 'plum', pieces: 3 } },
  ])
  await broadcast(FEED, ...rows.slice(8))
  await waitFor(() => expect(screen.queryByRole('region', { name: /wants to use/ })).toBeNull())
})

test('a message is sent by Enter, and one that is refused is not lost', async () => {
  const refusal = Response.json({ error: { code: 'runs_limit', message: 'x' } }, { status: 429 })
  const answers = [refusal, stream(rows)]
  const ask = vi.fn((_url: URL, _body: unknown) => answers.shift())
  const { conversation } = await openSession(0, { 'agent-run': ask })
  await userEvent.type(composer(), 'When do you{Shift>}{Enter}{/Shift}open?{Enter}')
  expect(await screen.findByText(/no more runs at a time/)).toBeTruthy()
  expect(composer().value).toBe('When do you\nopen?')
  expect(conversation.queryAllByRole('listitem')).toHaveLength(0)
  await userEvent.type(composer(), '{Enter}')
  expect(await conversation.findByText('eight', {}, PATIENCE)).toBeTruthy()
  expect(composer().value).toBe('')
  expect(ask.mock.lastCall?.[1]).toMatchObject({
    action: 'start',
    agent_id: RUN_AGENT_ID,
    session_id: SESSION_ID,
    text: 'When do you\nopen?',
  })
})

test('what failed is told in words and tried again', async () => {
  const failed: RunEvent = {
    type: 'run.done',
    data: { status: 'failed', error_code: 'run_time_limit', cost_micro_usd: 0 },
  }
  const past = storedRunEvents([runStarted, failed])
  const again = storedRunEvents([{ type: 'run.resumed', data: { step: 1 } }, ...COMPLETE_RUN.slice(10)], 3)
  const ask = vi.fn((_url: URL, _body: unknown) => stream([...past, ...again]))
  const { conversation } = await openSession(1, {
    runs: [{ id: RUN_ID, status: 'failed' }],
    run_events: past,
    'agent-run': ask,
  })
  expect(conversation.getByText(/took longer than a run may/)).toBeTruthy()
  await userEvent.click(conversation.getByRole('button', { name: 'Try again' }))
  expect(await conversation.findByText('eight', {}, PATIENCE)).toBeTruthy()
  expect(conversation.queryByText(/took longer/)).toBeNull()
  expect(ask.mock.calls.map(([, body]) => body)).toEqual([{ action: 'retry', run_id: RUN_ID }])
})

test('Escape stops, and a tool that waited waits no more', async () => {
  const ask = vi.fn((_url: URL, _body: unknown) => ({ status: 'cancelled' }))
  const { broadcast, conversation } = await openSession(8, { 'agent-run': ask })
  await screen.findByRole('region', { name: /wants to use/ })
  composer().focus()
  await userEvent.keyboard('{Escape}')
  expect(ask.mock.calls.map(([, body]) => body)).toEqual([{ action: 'cancel', run_id: RUN_ID }])
  const stopped: RunEvent = { type: 'run.done', data: { status: 'cancelled', error_code: null, cost_micro_usd: 30 } }
  await broadcast(FEED, ...storedRunEvents([stopped], 9))
  expect(await conversation.findByText('stopped')).toBeTruthy()
  expect(screen.queryByRole('region', { name: /wants to use/ })).toBeNull()
})

test('a function of a page is answered by its person', async () => {
  const waiting: RunEvent[] = [
    runStarted,
    { type: 'step.started', data: { step: 1, model: 'm' } },
    {
      type: 'tool.called',
      data: { tool_call_id: TOOL_CALL_ID, name: 'ask_phone', step: 1, arguments: { what: 'battery' } },
    },
    { type: 'tool.waiting', data: { tool_call_id: TOOL_CALL_ID, name: 'ask_phone', for: 'client' } },
    { type: 'run.waiting', data: {} },
  ]
  const ask = vi.fn((_url: URL, _body: unknown) => ({ status: 'done' }))
  await openSession(1, {
    runs: [{ id: RUN_ID, status: 'waiting' }],
    run_events: storedRunEvents(waiting),
    'agent-run': ask,
  })
  const form = within(screen.getByRole('region', { name: /Robin calls ask_phone/ }))
  await userEvent.type(form.getByLabelText('Answer'), '4 %')
  await userEvent.click(form.getByRole('button', { name: 'Send the answer' }))
  expect(ask.mock.calls.map(([, body]) => body)).toEqual([
    { action: 'output', tool_call_id: TOOL_CALL_ID, output: '4 %' },
  ])
})

test('who waits for the person is counted in the navigation, from wherever', async () => {
  let approvals: object[] = []
  const { broadcast } = await openSession(0, { approvals: () => approvals })
  expect(screen.queryByText(/waiting/)).toBeNull()
  const times = { created_at: new Date().toISOString(), expires_at: new Date(Date.now() + 60_000).toISOString() }
  approvals = [
    {
      id: APPROVAL_ID,
      run_id: null,
      call_id: null,
      session_id: null,
      name: 'x',
      arguments: {},
      status: 'pending',
      run: null,
      ...times,
    },
  ]
  await broadcast(FEED, { type: 'approval.requested' })
  expect((await screen.findByRole('link', { name: /Approvals.*1.*waiting/ })).getAttribute('href')).toBe('/approvals')
})
