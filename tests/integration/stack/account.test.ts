import { expect, test } from 'vitest'
import { mailLinkFor } from '../../mail-link.ts'
import { useStack } from '../../stack-fixture.ts'

const stack = useStack()
const address = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`

async function followLink(email: string) {
  const answer = await fetch(await mailLinkFor(stack, email), { redirect: 'manual' })
  const fragment = new URLSearchParams(new URL(answer.headers.get('location') ?? '').hash.slice(1))
  const session = {
    access_token: fragment.get('access_token') ?? '',
    refresh_token: fragment.get('refresh_token') ?? '',
  }
  const client = stack.anonymous()
  expect((await client.auth.setSession(session)).error).toBeNull()
  return client
}

test('signing up with a password gives a profile, and a session once the address is confirmed', async () => {
  const email = address('pat')
  const made = await stack
    .anonymous()
    .auth.signUp({ email, password: 'long enough', options: { data: { nick: 'Pat' } } })
  expect(made.error).toBeNull()
  expect(made.data.session).toBeNull()
  const early = await stack.anonymous().auth.signInWithPassword({ email, password: 'long enough' })
  expect(early.error?.code).toBe('email_not_confirmed')
  const client = await followLink(email)
  expect(made.data.user?.user_metadata).toMatchObject({ nick: 'Pat' })
  expect((await client.from('profiles').select('id')).data).toEqual([{ id: made.data.user?.id }])
  const wrong = await stack.anonymous().auth.signInWithPassword({ email, password: 'not this one' })
  expect(wrong.error?.code).toBe('invalid_credentials')
  const short = await stack.anonymous().auth.signUp({ email: address('short'), password: 'short' })
  expect(short.error?.code).toBe('weak_password')
})

test('a forgotten password is replaced by way of the mail', async () => {
  const { email } = await stack.createUser('fay')
  // One mail a second to an address; signing in was one.
  await expect
    .poll(async () => (await stack.anonymous().auth.resetPasswordForEmail(email)).error, { timeout: 5_000 })
    .toBeNull()
  const client = await followLink(email)
  expect((await client.auth.updateUser({ password: 'a new one here' })).error).toBeNull()
  const again = await stack.anonymous().auth.signInWithPassword({ email, password: 'a new one here' })
  expect(again.error).toBeNull()
})

test('what a user says of themselves is in their next token', async () => {
  const { client } = await stack.createUser('moe')
  expect((await client.auth.updateUser({ data: { theme: 'dark' } })).error).toBeNull()
  await client.auth.refreshSession()
  expect((await client.auth.getClaims()).data?.claims.user_metadata).toMatchObject({ theme: 'dark' })
})

test.runIf(process.env.PARLEY_TARGET !== 'supabase')(
  'triggers and policies find objects in the JSON columns',
  async () => {
    const email = address('jane')
    const auth = stack.anonymous().auth
    await auth.signUp({ email, password: 'long enough', options: { data: { nick: 'Jane' } } })
    const [row] = await stack.sql()`
    select u.raw_user_meta_data ->> 'nick' as nick, u.raw_app_meta_data ->> 'provider' as provider, i.email
    from auth.users u join auth.identities i on i.user_id = u.id where u.email = ${email}`
    expect(row).toEqual({ nick: 'Jane', provider: 'email', email })
  },
)

test('an invited person comes in by the link', async () => {
  const email = address('guest')
  const invited = await stack.admin().auth.admin.inviteUserByEmail(email, { data: { team: 'x' } })
  expect(invited.error).toBeNull()
  const client = await followLink(email)
  expect((await client.auth.getUser()).data.user).toMatchObject({ email, user_metadata: { team: 'x' } })
})

test('signing in can be for known addresses only', async () => {
  const email = address('nobody')
  const { error } = await stack.anonymous().auth.signInWithOtp({ email, options: { shouldCreateUser: false } })
  expect(error?.code).toBe('otp_disabled')
})
