import { act, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { CALL_ID, messageRow } from '@/testing/message-row.ts'
import { PERSONAL_ID, USER_ID } from '@/testing/organization-rows.ts'
import { renderApp } from '@/testing/render-app.tsx'

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 21, 10) + seconds * 1000).toISOString()
const call = {
  id: CALL_ID,
  user_id: USER_ID,
  organization_id: PERSONAL_ID,
  visible_to_admins_of: null,
  title: null,
  agent_id: 'a',
  started_at: at(0),
  ended_at: at(60) as string | null,
  end_reason: 'hangup',
  last_seen_at: new Date().toISOString(),
  agent_name: 'Robin',
  draft: false,
}
const segment = (number: number, from: number, to: number | null, end_reason: string | null) => ({
  id: `s${number}`,
  call_id: CALL_ID,
  number,
  taken_at: at(from),
  ended_at: to === null ? null : at(to),
  end_reason,
})
const messages = [
  messageRow(1, { text: 'Good morning.', started_at: at(1), duration_ms: 1200 }),
  messageRow(2, { role: 'user', text: 'Are you open?', started_at: at(4), duration_ms: 1400 }),
  messageRow(3, { text: 'Until six.', started_at: at(31), duration_ms: 900, latency_ms: 640 }),
]
const detail = (tables: object) =>
  renderApp(`/calls/${CALL_ID}`, {
    calls: () => call,
    messages,
    call_segments: [segment(1, 0, 30, 'handed_over'), segment(2, 30.05, 60, 'hangup')],
    ...tables,
  })
const options = () => screen.getAllByRole('option').map((option) => option.getAttribute('aria-label'))

test('the time line has one tab stop and is walked by keys, with what one stands on written out', async () => {
  await detail({})
  await screen.findByRole('option', { name: /Hand-over/ })
  const user = userEvent.setup()
  screen.getByRole('button', { name: 'Zoom in' }).focus()
  await user.tab()
  expect(document.activeElement?.getAttribute('aria-label')).toBe('0:01, Robin, lasted 1.2 s: Good morning.')
  await user.keyboard('{ArrowRight}')
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Are you open/)
  await user.keyboard('{PageDown}')
  expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^0:30, Hand-over, planned, gap of 50 ms/)
  expect(screen.getByText('Segment 2 took over from segment 1')).toBeTruthy()
  expect(document.activeElement?.getAttribute('aria-selected')).toBe('true')
  await user.keyboard('{End}')
  expect(screen.getByText(/at 0:31 · lasted 900 ms · answered after 640 ms/)).toBeTruthy()
  await user.tab()
  expect(screen.queryByRole('option', { selected: true })?.getAttribute('aria-label')).toMatch(/Until six/)
  expect(document.activeElement?.getAttribute('role')).not.toBe('option')
})

test('the same stands in a table', async () => {
  await detail({})
  await screen.findByRole('option', { name: /Hand-over/ })
  const summary = screen.getByText('Time line as a table')
  await userEvent.click(summary)
  const rows = within(await screen.findByRole('table')).getAllByRole('row')
  expect(rows.slice(1).map(({ textContent }) => textContent)).toEqual([
    '0:01RobinGood morning.lasted 1.2 s',
    '0:04YouAre you open?lasted 1.4 s',
    '0:30Hand-overSegment 2 took over from segment 1planned, gap of 50 ms',
    '0:31RobinUntil six.lasted 900 ms, answered after 640 ms',
  ])
})

test('a call that goes on elsewhere grows: a turn that is stored, a segment that takes over', async () => {
  const segments = [segment(1, 0, null, null)]
  const live = { ...call, started_at: new Date(Date.now() - 60_000).toISOString(), ended_at: null }
  const { change } = await detail({ calls: () => live, call_segments: () => segments, messages: messages.slice(0, 1) })
  await screen.findByRole('listbox')
  expect(options()).toHaveLength(1)
  await change('messages', messageRow(2, { role: 'user', text: 'Are you open?', started_at: at(4), duration_ms: 1400 }))
  segments.splice(0, 1, segment(1, 0, 30, 'handed_over'), segment(2, 30.05, null, null))
  await change('call_segments', { call_id: CALL_ID })
  await screen.findByRole('option', { name: /Segment 2 took over/ })
  expect(options()).toHaveLength(3)
  await act(async () => {})
})
