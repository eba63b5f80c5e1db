import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { CALL_ID } from '@/testing/message-row.ts'
import { SHARED_ID, sharedRows, USER_ID } from '@/testing/organization-rows.ts'
import { renderApp } from '@/testing/render-app.tsx'

const call = {
  id: CALL_ID,
  user_id: USER_ID,
  agent_name: 'Robin',
  title: null,
  started_at: '2026-11-21T10:00:00Z',
  ended_at: '2026-11-21T10:05:00Z',
  end_reason: 'hangup',
  message_count: 2,
  snippet: 'Hello',
}
const members = [{ user_id: 'edsger', role: 'member', display_name: 'Edsger', email: null, joined_at: '2026-11-21' }]
const search = () =>
  vi.fn((_url: URL, body: unknown) =>
    (body as { p_everyones: boolean }).p_everyones
      ? [call, { ...call, id: 'b', user_id: 'edsger' }, { ...call, id: 'c', user_id: 'gone' }]
      : [call],
  )

test('an admin chooses between own calls and everyone’s, each with the name of who made it', async () => {
  const search_calls = search()
  await renderApp('/history', { ...sharedRows('admin'), search_calls, list_members: members })
  await screen.findByRole('link', { name: /Call with Robin/ })
  expect(screen.queryByText('you')).toBeNull()
  expect(search_calls.mock.calls.at(-1)?.[1]).toMatchObject({ p_organization_id: SHARED_ID, p_everyones: false })
  await userEvent.click(screen.getByRole('radio', { name: 'Everyone’s' }))
  await screen.findByText('Edsger')
  expect(screen.getByText('you')).toBeTruthy()
  expect(screen.getByText('a former member')).toBeTruthy()
  expect(screen.getByRole('radio', { name: 'Everyone’s' }).getAttribute('aria-checked')).toBe('true')
})

test('a member has own calls alone, whatever the address says', async () => {
  const search_calls = search()
  await renderApp('/history?of=everyone', { ...sharedRows('member'), search_calls })
  await screen.findByRole('link', { name: /Call with Robin/ })
  expect(screen.queryByRole('radio')).toBeNull()
  expect(search_calls.mock.calls.map(([, body]) => (body as { p_everyones: boolean }).p_everyones)).not.toContain(true)
})
