import { beforeAll, describe, expect, test, vi } from 'vitest'
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

describe('what the database raises is answered as PostgREST answers it', () => {
  beforeAll(async () => {
    await stack.sql().unsafe(`
      create function public.raise_state(state text) returns void language plpgsql as $$ begin
        raise exception 'not so' using errcode = state, detail = 'why', hint = 'do this';
      end $$;
      create table public.refusals (id int primary key, parent int references public.refusals, state text,
        size int not null default 1 constraint small check (size < 10));
      create function public.refuse_row() returns trigger language plpgsql as
        $$ begin perform public.raise_state(new.state); return null; end $$;
      create trigger refuse before insert on public.refusals for each row
        when (new.state is not null) execute function public.refuse_row();
      create function public.use_missing() returns void language plpgsql as $$ begin perform * from missing_table; end $$;
      grant all on public.refusals to authenticated;
      grant execute on function public.raise_state, public.use_missing to authenticated, anon;
      insert into public.refusals values (1)`)
    await vi.waitFor(async () => expect((await ada.client.from('refusals').select('id')).data).toEqual([{ id: 1 }]))
  })

  const raised = [
    ['P0001', 400],
    ['P0002', 500],
    ['PT429', 429],
    ['PT404', 404],
    ['PT999', 500],
    ['22023', 400],
    ['23514', 400],
    ['23505', 409],
    ['23503', 409],
    ['25006', 405],
    ['28000', 403],
    ['2D000', 500],
    ['40001', 500],
    ['42501', 403],
    ['42P01', 404],
    ['42883', 404],
    ['53300', 503],
    ['53400', 500],
    ['54000', 500],
    ['55006', 500],
    ['57P01', 503],
    ['08006', 503],
    ['XX000', 500],
    ['ZZ001', 400],
  ] as const

  test.each(raised)('%s is %i, from a function as from a trigger', async (code, status) => {
    const error = { code, message: 'not so', details: 'why', hint: 'do this' }
    expect(await ada.client.rpc('raise_state', { state: code })).toMatchObject({ status, error })
    const inserted = await ada.client.from('refusals').insert({ id: 2, state: code })
    expect(inserted).toMatchObject({ status, error })
  })

  test.each([
    ['a check', { id: 2, size: 10 }, 400, '23514', /violates check constraint "small"/],
    ['a missing value', { id: 2, size: null }, 400, '23502', /null value in column "size"/],
    ['a taken key', { id: 1 }, 409, '23505', /duplicate key value/],
    ['a row that is not there', { id: 2, parent: 9 }, 409, '23503', /foreign key/],
    ['a value of another type', { id: 'one' }, 400, '22P02', /invalid input syntax/],
  ] as const)('%s in a table', async (_, row, status, code, message) => {
    const { error, status: answered } = await ada.client.from('refusals').insert(row as Record<string, unknown>)
    expect([answered, error?.code]).toEqual([status, code])
    expect(error).toMatchObject({ message: expect.stringMatching(message), hint: null })
    if (code.startsWith('23')) expect(error?.details).toMatch(/^(Failing row|Key) /)
  })

  test('a denial is 401 to whoever has not signed in', async () => {
    const [anonymous, signedIn] = await Promise.all([
      stack.anonymous().rpc('raise_state', { state: '42501' }),
      ada.client.rpc('raise_state', { state: '42501' }),
    ])
    expect([anonymous.status, signedIn.status]).toEqual([401, 403])
  })

  test('a table that only a function looks for is not one of the request', async () => {
    const { error, status } = await ada.client.rpc('use_missing')
    expect([status, error?.code]).toEqual([404, '42P01'])
    expect(error?.message).toBe('relation "missing_table" does not exist')
  })
})
