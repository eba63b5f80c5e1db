import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { freePlan, PERSONAL_ID, SHARED_ID, sharedRows } from '@/testing/organization-rows.ts'
import { renderApp } from '@/testing/render-app.tsx'

const AGENT_ID = '00000000-0000-4000-8000-0000000000e1'
const texts = { name: 'Wren', greeting: '', instructions: 'Sell bread.', voice: 'marin', model: null, tools: [] }
const version = {
  ...texts,
  agent_id: AGENT_ID,
  number: 3,
  organization_id: SHARED_ID,
  status: 'published',
  published_at: '2026-11-21T10:00:00Z',
}
const agent = {
  ...texts,
  id: AGENT_ID,
  organization_id: SHARED_ID,
  description: 'Takes orders.',
  status: 'published',
  published_version: 3,
  unpublished_changes: true,
  updated_at: '2026-11-21T10:00:00Z',
}
const pro = { ...freePlan, id: 'pro', name: 'Pro', models: ['gpt-realtime', 'gpt-realtime-mini'], voices: null }

test('a member reads what is published, and is offered nothing to change', async () => {
  const draft = { ...agent, instructions: 'Sell cake.' }
  await renderApp(`/agents/${AGENT_ID}`, { ...sharedRows('member'), agents: [draft], agent_versions: [version] })
  expect(await screen.findByText('Sell bread.')).toBeTruthy()
  expect(screen.queryByText('Sell cake.')).toBeNull()
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.queryByRole('button', { name: /save|publish|archive|restore/i })).toBeNull()
})

test('what the plan leaves out cannot be chosen, and what it no longer has is told of', async () => {
  const rows = { ...sharedRows('admin'), plans: [freePlan, pro] }
  await renderApp(`/agents/${AGENT_ID}`, { ...rows, agents: [{ ...agent, voice: 'verse' }], agent_versions: [version] })
  const model = await screen.findByRole('combobox', { name: 'Model' })
  const option = within(model).getByRole<HTMLOptionElement>('option', { name: 'gpt-realtime (in Pro)' })
  expect(option.disabled).toBe(true)
  expect(within(model).getByRole<HTMLOptionElement>('option', { name: 'gpt-realtime-mini' }).disabled).toBe(false)
  const voice = screen.getByRole('combobox', { name: 'Voice' })
  expect(voice.getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText(/The Free plan does not have it: calls are refused/)).toBeTruthy()
  await userEvent.selectOptions(voice, 'cedar')
  expect(screen.queryByText(/calls are refused/)).toBeNull()
})

test('a draft is saved with all that was typed, and not before its tools are tools', async () => {
  const saved: unknown[] = []
  const mine = { ...agent, organization_id: PERSONAL_ID }
  const agents = (_: URL, body: unknown) => {
    if (!body) return [mine]
    saved.push(body)
    return { ...mine, ...(body as object), updated_at: '2026-11-21T11:00:00Z' }
  }
  await renderApp(`/agents/${AGENT_ID}`, { agents, agent_versions: [version] })
  const save = await screen.findByRole<HTMLButtonElement>('button', { name: 'Save draft' })
  expect(save.disabled).toBe(true)
  await userEvent.type(screen.getByLabelText('Instructions'), ' And cake.')
  await userEvent.click(screen.getByLabelText('Tools'))
  await userEvent.paste('[{"type": "function", "name": "two words"}]')
  expect(screen.getByText(/Tool 1, name: must be/)).toBeTruthy()
  expect(save.disabled).toBe(true)
  await userEvent.clear(screen.getByLabelText('Tools'))
  await userEvent.click(save)
  expect(await screen.findByText('Draft saved')).toBeTruthy()
  expect(saved).toEqual([{ ...texts, description: 'Takes orders.', instructions: 'Sell bread. And cake.' }])
})
