import { beforeAll, expect, test } from 'vitest'
import { type TestUser, useStack } from '../../stack-fixture.ts'

const stack = useStack()
let ada: TestUser
let bob: TestUser

beforeAll(async () => {
  ada = await stack.createUser('ada')
  bob = await stack.createUser('bob')
})

test('a row without values is one of defaults, and only its owner sees it', async () => {
  const made = await ada.client.from('calls').insert({}).select('id, user_id, started_at').single()
  expect(made.error).toBeNull()
  expect(made.data).toMatchObject({ user_id: ada.id })
  // ISO 8601, as PostgREST writes times: Safari reads nothing else.
  expect(made.data?.started_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00$/)
  const id = made.data?.id ?? ''
  expect((await ada.client.from('calls').select('id').eq('id', id)).data).toHaveLength(1)
  expect((await bob.client.from('calls').select('id').eq('id', id)).data).toEqual([])
  expect((await bob.client.from('calls').update({ title: 'mine' }).eq('id', id).select()).data).toEqual([])
})

test('nobody gets more than the migrations grant', async () => {
  const anonymous = await stack.anonymous().from('calls').select('id')
  expect(anonymous.error?.code).toBe('42501')
  const plan = await ada.client.from('profiles').update({ plan: 'pro' }).eq('id', ada.id)
  expect(plan.error?.code).toBe('42501')
  const privateSchema = await ada.client.schema('private').rpc('my_organization_ids')
  expect(privateSchema.error?.code).toBe('PGRST106')
})

test('functions are called by name', async () => {
  const found = await ada.client.rpc('search_calls', { p_query: 'nothing of the kind' })
  expect(found.error).toBeNull()
  expect(found.data).toEqual([])
  expect((await ada.client.rpc('no_such_function')).error?.code).toBe('PGRST202')
})

test('a new table is there as soon as it is made', async () => {
  const sql = stack.sql()
  expect((await ada.client.from('brand_new').select()).error?.code).toBe('PGRST205')
  await sql`create table public.brand_new (id int primary key)`
  await sql`grant select on public.brand_new to authenticated`
  await expect.poll(async () => (await ada.client.from('brand_new').select()).error, { timeout: 3_000 }).toBeNull()
  await sql`drop table public.brand_new`
  await expect
    .poll(async () => (await ada.client.from('brand_new').select()).error?.code, { timeout: 3_000 })
    .toBe('PGRST205')
})

test('JSON, arrays and vectors arrive as what they are, in rows and in arguments', async () => {
  const sql = stack.sql()
  await sql.unsafe(`
    create table public.shapes (id int primary key, doc jsonb, tags text[], place extensions.vector(3));
    grant all on public.shapes to service_role;
    create function public.shape_of(doc jsonb) returns text language sql as 'select jsonb_typeof(doc)';
    create function public.nearest(place extensions.vector) returns int language sql
      as 'select s.id from public.shapes s order by s.place operator(extensions.<->) nearest.place limit 1';
    grant execute on function public.shape_of(jsonb), public.nearest(extensions.vector) to service_role`)
  const admin = stack.admin()
  const row = { id: 1, doc: { deep: [1, { x: 'y' }] }, tags: ['a', 'b,c', '"'], place: [1, 2, 3] }
  await expect.poll(async () => (await admin.from('shapes').upsert(row)).error).toBeNull()
  expect((await admin.from('shapes').select().single()).data).toEqual({ ...row, place: '[1,2,3]' })
  expect((await admin.from('shapes').select('id').eq('doc->deep->1->>x', 'y')).data).toEqual([{ id: 1 }])
  expect((await admin.rpc('shape_of', { doc: { a: 1 } })).data).toBe('object')
  expect((await admin.rpc('shape_of', { doc: [{ a: 1 }] })).data).toBe('array')
  expect((await admin.rpc('nearest', { place: [1, 2, 4] })).data).toBe(1)
})
