import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { Role } from '@/features/organizations/organization.ts'
import { organizationNotice } from '@/features/organizations/organization-notice.ts'
import { supabase } from '@/lib/supabase.ts'
import { personalRows, SHARED_ID, sharedRows, USER_ID } from '@/testing/organization-rows.ts'
import { renderApp, type Tables } from '@/testing/render-app.tsx'

const joined_at = '2026-11-21T10:00:00Z'
const grace = { user_id: 'grace', role: 'owner', display_name: 'Grace', email: 'grace@example.com', joined_at }
const edsger = { user_id: 'edsger', role: 'member', display_name: 'Edsger', email: 'edsger@example.com', joined_at }
const me = (role: Role) => ({ user_id: USER_ID, role, display_name: 'Ada', email: 'ada@example.com', joined_at })
const invitation = {
  id: 'i',
  email: 'barbara@example.com',
  role: 'admin',
  sent_at: joined_at,
  expires_at: '2026-01-01T00:00:00Z',
}

async function settings(role: Role, tables: Tables = {}) {
  organizationNotice.show(null)
  const app = await renderApp('/settings', {
    ...sharedRows(role),
    list_members: [grace, me(role), edsger],
    invitations: [invitation],
    organization_usage: { plan: 'free', live_calls: 1, call_minutes_used: 300 },
    organization_contents: { members: 3, invitations: 1, agents: 2, calls: 14, live_calls: 1, messages: 320 },
    ...tables,
  })
  await screen.findByRole('heading', { name: 'Settings' })
  return app
}
const row = async (name: string) => within((await screen.findByText(name)).closest('li') as HTMLElement)

test('an owner changes everything, and is told what goes before anything is deleted', async () => {
  let rows: Tables = sharedRows('owner')
  const deleted = vi.fn((_url: URL, _body: unknown) => {
    rows = personalRows
    return null
  })
  await settings('owner', {
    profiles: () => rows.profiles,
    memberships: () => rows.memberships,
    delete_organization: deleted,
  })
  expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Acme')
  const roles = (await row('Grace')).getByLabelText('Role of Grace')
  expect(
    within(roles)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Owner', 'Admin', 'Member'])

  await userEvent.click(screen.getByRole('button', { name: /delete this organisation/i }))
  await screen.findByText('2 agents')
  expect(screen.getByText(/14 calls with 320 messages.*1 call goes on now/)).toBeTruthy()
  const go = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete for good' })
  await userEvent.type(screen.getByLabelText(/type “acme”/i), 'acme')
  expect(go.disabled).toBe(true)
  await userEvent.clear(screen.getByLabelText(/type “acme”/i))
  await userEvent.type(screen.getByLabelText(/type “acme”/i), 'Acme')
  await userEvent.click(go)
  await screen.findByText('Acme is deleted')
  expect(deleted.mock.calls[0]?.[1]).toEqual({ p_organization_id: SHARED_ID, p_name: 'Acme' })
  expect(await screen.findByRole('button', { name: 'Organisation: ada' })).toBeTruthy()
})

test('an admin invites and changes members, but not owners, name or settings', async () => {
  await settings('admin')
  expect((await row('Grace')).queryByRole('combobox')).toBeNull()
  expect((await row('Grace')).queryByRole('button')).toBeNull()
  const roles = (await row('Edsger')).getByLabelText('Role of Edsger')
  expect(
    within(roles)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Admin', 'Member'])
  expect(screen.getByRole('button', { name: 'Invite' })).toBeTruthy()
  expect((await row('barbara@example.com')).getByText(/expired: send it again/i)).toBeTruthy()
  expect(screen.queryByLabelText('Name')).toBeNull()
  expect(screen.queryByRole('radio')).toBeNull()
  expect(screen.getByText(/only owners change the name/i)).toBeTruthy()
  expect(screen.queryByRole('heading', { name: 'Danger zone' })).toBeNull()
})

test('a member is offered nothing but the way out, and told who does the rest', async () => {
  const { asked } = await settings('member', { list_members: [grace, { ...me('member') }, { ...edsger, email: null }] })
  expect((await row('Edsger')).queryByRole('button')).toBeNull()
  expect((await row('Ada')).getByRole('button', { name: 'Leave Acme' })).toBeTruthy()
  expect(screen.getByText(/owners and admins invite people/i)).toBeTruthy()
  expect(screen.getByText('Owners and admins of Acme, and who made it')).toBeTruthy()
  expect(screen.queryByRole('heading', { name: 'Invitations' })).toBeNull()
  expect(asked).not.toContain('invitations')
})

test('the only owner is told why there is no way out', async () => {
  await settings('owner', { list_members: [me('owner'), edsger] })
  expect((await row('Ada')).getByText(/you are the only owner, so you cannot leave/i)).toBeTruthy()
  expect((await row('Ada')).queryByRole('button')).toBeNull()
})

test('what the database refuses is said in words, beside where it was tried', async () => {
  const refusal = () => Response.json({ code: 'PT409', message: 'last_owner' }, { status: 409 })
  await settings('owner', { remove_member: refusal })
  await userEvent.click((await row('Edsger')).getByRole('button', { name: 'Remove Edsger' }))
  expect((await row('Edsger')).getByText(/their calls stay/i)).toBeTruthy()
  await userEvent.click((await row('Edsger')).getByRole('button', { name: 'Remove Edsger' }))
  expect((await (await row('Edsger')).findByRole('alert')).textContent).toMatch(/keeps at least one owner/)
})

test('an invitation that is refused says why; one that goes out says so and clears the field', async () => {
  let answer = Response.json({ error: { code: 'already_member', message: 'x' }, request_id: 'r' }, { status: 409 })
  const invite = vi.fn((_url: URL, _body: unknown) => answer)
  await settings('admin', { 'invite-member': invite })
  const field = screen.getByLabelText<HTMLInputElement>('E-mail address')
  await userEvent.type(field, 'nobody{Enter}')
  expect(screen.getByRole('alert').textContent).toMatch(/enter an e-mail address/i)
  expect(invite).not.toHaveBeenCalled()

  await userEvent.clear(field)
  await userEvent.type(field, 'edsger@example.com{Enter}')
  expect(await screen.findByText('This person is a member already.')).toBeTruthy()

  answer = Response.json({ invitation_id: 'i', email: 'new@example.com', expires_at: joined_at })
  await userEvent.clear(field)
  await userEvent.type(field, 'new@example.com')
  await userEvent.selectOptions(screen.getByLabelText('Role'), 'admin')
  await userEvent.click(screen.getByRole('button', { name: 'Invite' }))
  await screen.findByText('The invitation to new@example.com is on its way.')
  expect(field.value).toBe('')
  const expected = { organization_id: SHARED_ID, email: 'new@example.com', role: 'admin' }
  expect(invite.mock.calls.at(-1)?.[1]).toEqual(expected)
})

test('the plan says what is used of what is allowed', async () => {
  await settings('member')
  const minutes = await screen.findByRole('meter', { name: 'Minutes of calls this month' })
  expect(minutes.getAttribute('aria-valuetext')).toBe('300 of 300')
  expect(screen.getByRole('meter', { name: 'Live calls' }).getAttribute('aria-valuenow')).toBe('1')
  expect(screen.getByText('$2.00')).toBeTruthy()
  expect(screen.getByText(/changed by who operates this parley/i)).toBeTruthy()
})

test('a personal organisation says why it has no members, and offers to make one that has', async () => {
  await settings('owner', { ...personalRows })
  expect(screen.getByText(/nobody else reads its calls/i)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Make an organisation' }).getAttribute('href')).toBe('/organizations/new')
  expect(screen.queryByRole('heading', { name: 'Danger zone' })).toBeNull()
})

test('who is demoted, then removed, while the screen is open loses what they may not do, and is brought home', async () => {
  let rows: Tables = sharedRows('owner')
  const refresh = vi.spyOn(supabase.auth, 'refreshSession').mockResolvedValue({ data: {}, error: null } as never)
  const { change } = await settings('owner', {
    profiles: () => rows.profiles,
    memberships: () => rows.memberships,
  })
  await screen.findByRole('button', { name: 'Invite' })
  expect(refresh).not.toHaveBeenCalled()

  rows = sharedRows('member')
  await change('profiles', { memberships_version: 2 })
  await screen.findByText('You are a member of Acme now')
  expect(screen.queryByRole('button', { name: 'Invite' })).toBeNull()
  expect(screen.queryByLabelText('Name')).toBeNull()
  expect(refresh).toHaveBeenCalledTimes(1)

  rows = { ...personalRows, profiles: sharedRows('member').profiles }
  await change('profiles', { memberships_version: 3 })
  await screen.findByText('You are no longer a member of Acme')
  await screen.findByRole('button', { name: 'Call' })
  expect(screen.queryByRole('heading', { name: 'Settings' })).toBeNull()
  expect(refresh).toHaveBeenCalledTimes(2)
})
