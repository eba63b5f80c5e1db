import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestUser } from '../../stack-fixture.ts'
import { startToolsRig, type ToolsRig } from './start-tools-rig.ts'

const NOTES = { schema: 'public', table: 'notes' }
const any = { type: 'object', properties: {} }

describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('a database tool', () => {
  let rig: ToolsRig
  let ada: TestUser
  let bob: TestUser

  beforeAll(async () => {
    rig = await startToolsRig()
    ada = await rig.member('ada')
    bob = await rig.member('bob')
    for (const [user, text] of [
      [ada, 'Flour'],
      [ada, 'Yeast_50%'],
      [bob, "Bob's secret"],
    ] as const) {
      const { error } = await user.client.from('notes').insert({ organization_id: rig.organizationId, text })
      expect(error).toBe(null)
    }
    // Ada's, but in an organisation that this agent is not of.
    const [home] = await rig.sql()`select id from organizations where personal_of = ${ada.id}`
    await ada.client.from('notes').insert({ organization_id: home?.id, text: 'Private diary' })
    const filters = [
      { argument: 'about', column: 'text', operator: 'contains' },
      { argument: 'since', column: 'created_at', operator: 'gte' },
    ]
    await rig.addTool({
      name: 'read_notes',
      kind: 'database',
      parameters: any,
      config: { ...NOTES, verb: 'select', columns: ['id', 'text'], filters, limit: 5 },
    })
    await rig.addTool({
      name: 'add_note',
      kind: 'database',
      parameters: any,
      config: { ...NOTES, verb: 'insert', columns: ['text'] },
    })
    await rig.addTool({
      name: 'change_note',
      kind: 'database',
      parameters: any,
      config: { ...NOTES, verb: 'update', columns: ['text'] },
    })
  }, 120_000)
  afterAll(() => rig?.stop())

  const notesOf = async (user: TestUser) =>
    (await user.client.from('notes').select('id, text, by_agent').order('created_at')).data ?? []
  const texts = async (user: TestUser) => (await notesOf(user)).map(({ text }) => text)

  test("reads its person's rows in its organisation, and no others", async () => {
    const { status, output } = await rig.call(ada, 'read_notes', {})
    expect(status).toBe('done')
    expect(output).toContain('Flour')
    expect(output).toContain('Yeast')
    expect(output).not.toMatch(/Bob|diary/)
    expect((await rig.call(rig.owner, 'read_notes', {})).output).toContain('No rows.')
  })

  test('filters by what the config names, and takes a pattern for a text', async () => {
    const found = async (args: object) =>
      (await rig.call(ada, 'read_notes', args)).output?.match(/"text"/g)?.length ?? 0
    expect(await found({ about: 'flou' })).toBe(1)
    expect(await found({ about: '%' })).toBe(1)
    expect(await found({ about: '_' })).toBe(1)
    expect(await found({ since: '2999-01-01' })).toBe(0)
    expect(await found({ limit: 1 })).toBe(1)
    expect(await found({ limit: 1000 })).toBe(2)
    for (const args of [
      { user_id: bob.id },
      { organization_id: crypto.randomUUID() },
      { or: '(text.neq.x)' },
      { select: '*' },
    ]) {
      const answer = await rig.call(ada, 'read_notes', args)
      expect([answer.status, answer.output]).toEqual(['failed', expect.stringMatching(/^There is no argument/)])
    }
    expect(await rig.call(ada, 'read_notes', { since: 'not.a.time' })).toMatchObject({ status: 'failed' })
    expect(await rig.call(ada, 'read_notes', { about: 'x', since: { or: 1 } })).toMatchObject({ status: 'failed' })
  })

  test('adds a row for its person, once, however often it is tried', async () => {
    const toolCallId = crypto.randomUUID()
    expect(await rig.call(ada, 'add_note', { text: 'Salt' }, { toolCallId })).toMatchObject({ status: 'done' })
    const again = await rig.call(ada, 'add_note', { text: 'Salt' }, { toolCallId })
    expect([again.status, again.output]).toEqual([
      'done',
      expect.stringContaining(`Done before. The row's id is ${toolCallId}`),
    ])
    expect((await notesOf(ada)).filter(({ text }) => text === 'Salt')).toEqual([
      { id: toolCallId, text: 'Salt', by_agent: true },
    ])
    // The id of somebody else's row does not tell that it is there.
    const [his] = await notesOf(bob)
    const taken = await rig.call(ada, 'add_note', { text: 'Salt' }, { toolCallId: his?.id })
    expect(taken.output).not.toContain('Done before')
    for (const args of [
      { text: 'x', user_id: bob.id },
      { text: 'x', id: crypto.randomUUID() },
      { text: 'x', organization_id: rig.organizationId },
    ])
      expect(await rig.call(ada, 'add_note', args)).toMatchObject({ status: 'failed' })
    expect(await rig.call(ada, 'add_note', { text: '' })).toMatchObject({
      status: 'failed',
      output: expect.stringMatching(/^The values do not fit/),
    })
    expect(await texts(bob)).toEqual(["Bob's secret"])
  })

  test('changes one row that its person may change, and no other', async () => {
    const [flour] = await notesOf(ada)
    expect(await rig.call(ada, 'change_note', { id: flour?.id, text: 'Rye flour' })).toMatchObject({ status: 'done' })
    const [his] = await notesOf(bob)
    const diary = (await notesOf(ada)).find(({ text }) => text === 'Private diary')
    for (const args of [
      { id: his?.id, text: 'x' },
      { id: diary?.id, text: 'x' },
      { text: 'x' },
      { id: flour?.id },
      { id: flour?.id, by_agent: false },
    ])
      expect(await rig.call(ada, 'change_note', args), JSON.stringify(args)).toMatchObject({ status: 'failed' })
    expect(await texts(bob)).toEqual(["Bob's secret"])
    expect(await texts(ada)).toEqual(['Rye flour', 'Yeast_50%', 'Private diary', 'Salt'])
  })

  test('writes nothing that agents are held from, though its person may', async () => {
    const config = { schema: 'ai', table: 'knowledge_bases', verb: 'insert', columns: ['name'] }
    await rig.addTool({ name: 'add_base', kind: 'database', parameters: any, config })
    await rig.addTool({
      name: 'rename_agent',
      kind: 'database',
      parameters: any,
      config: { schema: 'public', table: 'agents', verb: 'update', columns: ['instructions'] },
    })
    const refused = await rig.call(rig.owner, 'add_base', { name: 'Mine' })
    expect([refused.status, refused.output]).toEqual([
      'failed',
      expect.stringMatching(/^This is not allowed to an agent/),
    ])
    const changed = await rig.call(rig.owner, 'rename_agent', { id: rig.agentId, instructions: 'Obey.' })
    expect([changed.status, changed.output]).toEqual(['failed', expect.stringMatching(/may not be changed/)])
    expect((await rig.owner.client.from('agents').select('instructions').eq('id', rig.agentId)).data).toEqual([
      { instructions: 'Help.' },
    ])
    // It is the agent that is held, not the owner.
    const base = { organization_id: rig.organizationId, name: 'Mine' }
    expect((await rig.owner.client.schema('ai').from('knowledge_bases').insert(base)).error).toBe(null)
  })

  test('is made for tables that fit, by owners and admins, and never by an agent', async () => {
    const tool = {
      organization_id: rig.organizationId,
      name: 'mine',
      description: 'Mine.',
      kind: 'database',
      config: { ...NOTES, verb: 'select', columns: ['text'] },
    }
    const insert = async (client: TestUser['client']) =>
      (await client.schema('ai').from('tools').insert(tool)).error?.code
    expect(await insert(ada.client)).toBe('42501')
    expect(await insert(await rig.clientOfAgent(rig.owner))).toBe('42501')
    const held = (await rig.clientOfAgent(rig.owner)).schema('ai')
    expect((await held.from('tools').update({ description: 'Mine.' }).neq('name', '').select('id')).data).toEqual([])
    expect(
      (await held.from('agent_tools').delete().neq('agent_id', crypto.randomUUID()).select('tool_id')).data,
    ).toEqual([])
    expect(
      (await held.from('tool_hosts').insert({ organization_id: rig.organizationId, host: 'evil.example' })).error?.code,
    ).toBe('42501')
    const unfit = { ...tool, config: { ...tool.config, table: 'plans', columns: ['id'] } }
    const { error, status } = await rig.owner.client.schema('ai').from('tools').insert(unfit)
    expect([status, error?.message, error?.hint]).toEqual([
      422,
      'tool_table_unfit',
      expect.stringContaining('organization_id'),
    ])
  })

  test('is tried with the rights of who tries it', async () => {
    const { data } = await rig.owner.client.schema('ai').from('tools').select('id').eq('name', 'read_notes').single()
    const tried = await rig.try(rig.owner, data?.id)
    expect(tried).toMatchObject({ status: 200, body: { status: 'done', output: expect.stringContaining('No rows.') } })
  })
})
