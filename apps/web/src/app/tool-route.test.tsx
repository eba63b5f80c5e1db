import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { SHARED_ID, sharedRows } from '@/testing/organization-rows.ts'
import { renderApp, type Tables } from '@/testing/render-app.tsx'

const TOOL_ID = '00000000-0000-4000-8000-0000000000c1'
const PATIENCE = { timeout: 8000 }
vi.setConfig({ testTimeout: 20_000 })
const tool = {
  id: TOOL_ID,
  organization_id: SHARED_ID,
  name: 'weather',
  description: 'Tells the weather.',
  kind: 'http',
  parameters: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
  config: { url: 'https://api.example.com/w' },
  needs_approval: false,
  repeatable: false,
  enabled: true,
}

async function openTool(role: 'owner' | 'admin' | 'member', tables: Tables = {}) {
  const app = await renderApp(`/tools/${TOOL_ID}`, {
    ...sharedRows(role),
    tools: (url: URL, body: unknown) => {
      const one = { ...tool, ...(body as object) }
      return url.searchParams.has('id') ? one : [one]
    },
    tool_hosts: [],
    ...tables,
  })
  await screen.findByRole('heading', { name: 'weather' }, PATIENCE)
  return app
}

test('a member reads a tool, and is offered nothing to change or to try', async () => {
  await openTool('member')
  expect(screen.getByLabelText<HTMLInputElement>('Address').value).toBe('https://api.example.com/w')
  expect(screen.getByRole('textbox', { name: 'Name' }).matches(':disabled')).toBe(true)
  expect(screen.queryByRole('button', { name: /save|call it|secret|delete|allow/i })).toBeNull()
})

test('a change is saved whole, and not before it is a tool', async () => {
  const saved: unknown[] = []
  let row = tool
  await openTool('admin', {
    tools: (_: URL, body: unknown) => {
      if (body) saved.push(body)
      row = { ...row, ...(body as object) }
      return row
    },
  })
  const save = screen.getByRole<HTMLButtonElement>('button', { name: 'Save' })
  expect(save.disabled).toBe(true)
  const field = screen.getByRole('textbox', { name: 'Arguments' })
  await userEvent.clear(field)
  await userEvent.click(field)
  await userEvent.paste('{"type": "object", "properties": {"city": {"type": "string", "pattern": "(a+)+$"}}}')
  expect(screen.getByText('"pattern" cannot be used here.')).toBeTruthy()
  expect(save.disabled).toBe(true)
  await userEvent.clear(field)
  await userEvent.paste('{"type": "object", "properties": {}}')
  await userEvent.click(screen.getByRole('checkbox', { name: /Needs approval/ }))
  await userEvent.click(save)
  expect(await screen.findByText(/Saved/)).toBeTruthy()
  expect(saved).toEqual([
    {
      name: 'weather',
      description: 'Tells the weather.',
      parameters: { type: 'object', properties: {} },
      config: { url: 'https://api.example.com/w', timeout_seconds: 10 },
      needs_approval: true,
      repeatable: false,
      enabled: true,
    },
  ])
})

test('the secret is shown once, when it is made', async () => {
  const rotate = vi.fn((_url: URL, _body: unknown) => 'whsec_once')
  await openTool('owner', { rotate_tool_secret: rotate })
  expect(screen.queryByText(/whsec/)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Make a new secret' }))
  await userEvent.click(screen.getByRole('button', { name: 'Make it' }))
  expect(await screen.findByText('whsec_once')).toBeTruthy()
  expect(rotate.mock.calls[0]?.[1]).toEqual({ p_tool_id: TOOL_ID, p_end_previous: false })
})

test('it is tried with arguments that fit its schema, and says what came of it', async () => {
  const tried: unknown[] = []
  const answer = { status: 'failed', output: 'The host answered 500.', ms: 1234 }
  await openTool('owner', {
    // The table and the function have the same name.
    tools: (url: URL, body: unknown) => {
      if (!url.pathname.startsWith('/functions/')) return tool
      tried.push(body)
      return answer
    },
  })
  const trial = within(screen.getByRole('region', { name: 'Try it' }))
  const call = trial.getByRole<HTMLButtonElement>('button', { name: 'Call it' })
  expect(call.disabled).toBe(true)
  await userEvent.type(trial.getByRole('textbox', { name: 'city' }), 'Graz')
  await userEvent.click(call)
  expect(await trial.findByText('It failed after 1.2 s')).toBeTruthy()
  expect(trial.getByText('The host answered 500.')).toBeTruthy()
  expect(tried).toEqual([{ action: 'test', tool_id: TOOL_ID, arguments: { city: 'Graz' } }])
})

test('a host that is not allowed is said, and allowed from here', async () => {
  const hosts: { host: string }[] = []
  await openTool('owner', {
    tool_hosts: (_: URL, body: unknown) => {
      if (body) hosts.push(body as { host: string })
      return hosts
    },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Allow it' }))
  await waitFor(() => expect(screen.queryByText(/is not allowed/)).toBeNull())
  expect(hosts).toEqual([{ organization_id: SHARED_ID, host: 'api.example.com' }])
})
