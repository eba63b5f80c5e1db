import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { supabase } from '@/lib/supabase.ts'
import { PERSONAL_ID, personalRows, SHARED_ID, sharedRows } from '@/testing/organization-rows.ts'
import { renderApp, type Tables } from '@/testing/render-app.tsx'

const invitation = {
  organization_id: SHARED_ID,
  organization_name: 'Acme',
  role: 'admin',
  invited_by_name: 'Grace',
  expires_at: '2026-12-01T10:00:00Z',
  accepted_at: null,
  admins_see_calls: true,
}
const open = (tables: Tables) => renderApp('/invitation?token=secret', { get_invitation: invitation, ...tables })
const refusal = (status: number, message: string) => () => Response.json({ code: `PT${status}`, message }, { status })

test('says who invites to what and who will read one’s calls; accepting goes there', async () => {
  let rows: Tables = personalRows
  const accept_invitation = vi.fn((_url: URL, _body: unknown) => SHARED_ID)
  await open({
    profiles: () => rows.profiles,
    memberships: () => rows.memberships,
    accept_invitation,
    switch_organization: () => {
      rows = sharedRows('admin')
      return null
    },
  })
  await screen.findByRole('heading', { name: 'Join Acme' })
  expect(
    screen.getByText(/grace invites you to be an admin of acme.*owners and admins can read the calls/i),
  ).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Not now' }).getAttribute('href')).toBe('/')
  await userEvent.click(screen.getByRole('button', { name: 'Join Acme' }))
  await screen.findByText('You work in Acme now')
  expect(accept_invitation.mock.calls[0]?.[1]).toEqual({ p_token: 'secret' })
  await screen.findByRole('button', { name: 'Organisation: Acme' })
})

test('where calls are private, it says so', async () => {
  await open({ get_invitation: { ...invitation, admins_see_calls: false } })
  expect(await screen.findByText(/yours alone to read/i)).toBeTruthy()
})

test('one’s own organisation is not joined twice', async () => {
  await open({ ...sharedRows('member'), profiles: [{ plan: 'free', organization_id: PERSONAL_ID }] })
  expect(await screen.findByRole('heading', { name: 'You are in Acme' })).toBeTruthy()
})

test.each([
  [410, 'invitation_expired', 'The invitation has expired', /send it again/],
  [404, 'invitation_not_found', 'The invitation is not there any more', /newest mail/],
  [409, 'invitation_accepted', 'The invitation was used already', /new invitation/],
])('%i %s says what to do', async (status, code, title, text) => {
  await open({ get_invitation: refusal(status, code) })
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  expect(screen.getByText(text)).toBeTruthy()
})

test('an invitation for another address offers to sign out and come back', async () => {
  const signOut = vi.spyOn(supabase.auth, 'signOut').mockResolvedValue({ error: null })
  await open({ get_invitation: refusal(403, 'invitation_for_another') })
  await screen.findByRole('heading', { name: 'This invitation is for another address' })
  await userEvent.click(screen.getByRole('button', { name: 'Sign out and use another address' }))
  expect(signOut).toHaveBeenCalledWith({ scope: 'local' })
})
