import { expect, test } from 'vitest'
import { useStack } from '../../stack-fixture.ts'

const stack = useStack()

test('an account is made, read, changed and removed', async () => {
  const { admin } = stack.admin().auth
  const email = `zoe-${crypto.randomUUID()}@Example.com`
  const made = await admin.createUser({
    email,
    password: 'correct horse',
    email_confirm: true,
    user_metadata: { nick: 'Zoe' },
    app_metadata: { team: 'red' },
  })
  expect(made.error).toBeNull()
  const id = made.data.user?.id ?? ''
  expect(made.data.user).toMatchObject({
    email: email.toLowerCase(),
    user_metadata: { nick: 'Zoe' },
    app_metadata: { provider: 'email', team: 'red' },
    identities: [{ provider: 'email' }],
  })
  expect(JSON.stringify(made.data.user)).not.toContain('encrypted')

  const client = stack.anonymous()
  const signedIn = await client.auth.signInWithPassword({ email, password: 'correct horse' })
  expect(signedIn.error).toBeNull()
  const claims = (await client.auth.getClaims()).data?.claims
  expect(claims).toMatchObject({ app_metadata: { team: 'red' }, amr: [{ method: 'password' }] })

  const changed = await admin.updateUserById(id, { user_metadata: { nick: 'Z' }, ban_duration: '1h' })
  expect(changed.data.user?.user_metadata).toMatchObject({ nick: 'Z' })
  const banned = await client.auth.refreshSession()
  expect(banned.error?.code).toBe('user_banned')

  expect((await admin.getUserById(id)).data.user?.email).toBe(email.toLowerCase())
  expect((await admin.deleteUser(id)).error).toBeNull()
  expect((await admin.getUserById(id)).error?.code).toBe('user_not_found')
  const rows = await stack.admin().from('profiles').select('id').eq('id', id)
  expect(rows.data).toEqual([])
})

test('a taken address and a malformed one are told apart', async () => {
  const { email } = await stack.createUser('dup')
  const { admin } = stack.admin().auth
  expect((await admin.createUser({ email })).error).toMatchObject({ status: 422, code: 'email_exists' })
  expect((await admin.createUser({ email: 'no address' })).error?.code).toBe('validation_failed')
})

test('users are listed in pages', async () => {
  await Promise.all([stack.createUser('p1'), stack.createUser('p2')])
  const page = await stack.admin().auth.admin.listUsers({ page: 1, perPage: 1 })
  expect(page.error).toBeNull()
  expect(page.data.users).toHaveLength(1)
  expect(page.data).toMatchObject({ nextPage: 2, total: expect.any(Number) })
})

test('a link made by the admin signs in', async () => {
  const { email } = await stack.createUser('lin')
  const link = await stack.admin().auth.admin.generateLink({ type: 'magiclink', email })
  const answer = await fetch(link.data.properties?.action_link ?? '', { redirect: 'manual' })
  expect(answer.headers.get('location')).toContain('access_token=')
})

test('every session of a user is ended', async () => {
  const { session } = await stack.createUser('out')
  expect((await stack.admin().auth.admin.signOut(session.access_token, 'global')).error).toBeNull()
  expect((await stack.anonymous().auth.refreshSession(session)).error).not.toBeNull()
})

test('nobody else is an admin', async () => {
  const { client, session } = await stack.createUser('mallory')
  expect((await client.auth.admin.listUsers()).error).toMatchObject({ status: 403, code: 'not_admin' })
  expect((await stack.anonymous().auth.admin.listUsers()).error?.code).toBe('not_admin')
  const headers = { apikey: stack.publishableKey, authorization: `Bearer ${session.access_token}` }
  expect((await fetch(`${stack.apiUrl}/auth/v1/admin/users`, { headers })).status).toBe(403)
})
