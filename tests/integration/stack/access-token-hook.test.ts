import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type StackFixture, startStackFixture } from '../../stack-fixture.ts'

/** A project of its own, whose config names a hook; what runs elsewhere has its own configuration. */
const embedded = process.env.PARLEY_TARGET !== 'supabase'
const supabase = join(import.meta.dirname, '../../../supabase')
let projectDir: string
let stack: StackFixture

const hook = `
create function public.custom_access_token_hook(event jsonb) returns jsonb language plpgsql as $$
begin
  if event -> 'claims' ->> 'email' like 'blocked%' then
    return jsonb_build_object('error', jsonb_build_object('http_code', 403, 'message', 'Not today'));
  end if;
  return jsonb_set(event, '{claims,app_metadata,seen_as}', to_jsonb(current_user::text));
end
$$;
grant usage on schema public to supabase_auth_admin;
grant execute on function public.custom_access_token_hook(jsonb) to supabase_auth_admin;
revoke execute on function public.custom_access_token_hook(jsonb) from authenticated, anon, public;`

beforeAll(async () => {
  if (!embedded) return
  projectDir = await mkdtemp(join(tmpdir(), 'parley-hook-'))
  await cp(join(supabase, 'migrations'), join(projectDir, 'supabase/migrations'), { recursive: true })
  await writeFile(join(projectDir, 'supabase/migrations/20991231000000_add_hook.sql'), hook)
  await writeFile(
    join(projectDir, 'supabase/config.toml'),
    '[auth.hook.custom_access_token]\nenabled = true\nuri = "pg-functions://postgres/public/custom_access_token_hook"\n',
  )
  stack = await startStackFixture({ projectDir })
})

afterAll(async () => {
  await stack?.stop()
  if (projectDir) await rm(projectDir, { recursive: true, force: true })
})

test.runIf(embedded)('the hook shapes every token, as supabase_auth_admin', async () => {
  const { client } = await stack.createUser('ada')
  expect((await client.auth.getClaims()).data?.claims.app_metadata).toMatchObject({ seen_as: 'supabase_auth_admin' })
  await client.auth.refreshSession()
  expect((await client.auth.getClaims()).data?.claims.app_metadata).toMatchObject({ seen_as: 'supabase_auth_admin' })
})

test.runIf(embedded)('the hook can refuse a session', async () => {
  await expect(stack.createUser('blocked')).rejects.toThrow('Not today')
})
