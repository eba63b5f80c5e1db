import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, expect, test, vi } from 'vitest'
import { queryClient } from '@/app/query-client.ts'
import { supabase } from '@/lib/supabase.ts'
import { PERSONAL_ID, SHARED_ID, sharedRows } from '@/testing/organization-rows.ts'
import { renderApp } from '@/testing/render-app.tsx'
import { organizationNotice } from '../organization-notice.ts'

/** Works in the personal organisation, and is a member of Acme. */
async function atHome() {
  let organization_id = PERSONAL_ID
  const agents = (url: URL) => {
    const name = url.searchParams.get('organization_id') === `eq.${SHARED_ID}` ? 'Wren' : 'Robin'
    return [{ id: name, name, description: '' }]
  }
  const refresh = vi.spyOn(supabase.auth, 'refreshSession').mockResolvedValue({ data: {}, error: null } as never)
  const switch_organization = vi.fn((_url: URL, body: unknown) => {
    organization_id = (body as { p_organization_id: string }).p_organization_id
    return null
  })
  const profiles = () => [{ plan: 'free', organization_id }]
  const app = await renderApp('/', { ...sharedRows('member'), profiles, agents, switch_organization })
  await screen.findByRole('heading', { name: 'Talk to Robin' })
  const moveElsewhere = (id: string) => {
    organization_id = id
  }
  return { ...app, refresh, switch_organization, moveElsewhere }
}
beforeEach(() => organizationNotice.show(null))

test('lists the organisations with roles, and goes to one by keyboard: its agents, a new token, nothing left of the old', async () => {
  const { refresh, switch_organization } = await atHome()
  const user = userEvent.setup()
  ;(await screen.findByRole('button', { name: 'Organisation: ada' })).focus()
  await user.keyboard('{Enter}')
  const choices = screen.getAllByRole('menuitemradio')
  expect(choices.map(({ textContent }) => textContent)).toEqual(['adaPersonal', 'AcmeMember'])
  expect(choices[0]?.getAttribute('aria-checked')).toBe('true')
  await user.keyboard('{ArrowDown}{Enter}')
  await screen.findByRole('heading', { name: 'Talk to Wren' })
  expect(switch_organization.mock.calls[0]?.[1]).toEqual({ p_organization_id: SHARED_ID })
  expect(refresh).toHaveBeenCalledOnce()
  expect(queryClient.getQueryCache().find({ queryKey: ['agents', 'published', PERSONAL_ID] })).toBeUndefined()
  expect(screen.queryByText(/you switched/i)).toBeNull()
})

test('a switch on another device is followed, and told', async () => {
  const { change, moveElsewhere } = await atHome()
  moveElsewhere(SHARED_ID)
  await change('profiles', { organization_id: SHARED_ID })
  await screen.findByRole('heading', { name: 'Talk to Wren' })
  expect(screen.getByText('You work in Acme now')).toBeTruthy()
})
