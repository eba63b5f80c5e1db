import { expect, test } from 'vitest'
import { mailLinkFor } from '../../mail-link.ts'
import { useStack } from '../../stack-fixture.ts'

const stack = useStack()

test('a new user signs in by the link in the mail, implicit flow', async () => {
  const client = stack.anonymous()
  const email = `ada-${crypto.randomUUID()}@example.com`
  const redirectTo = 'http://localhost:5199/welcome?next=1'
  const sent = await client.auth.signInWithOtp({
    email,
    options: { emailRedirectTo: redirectTo, data: { nick: 'Ada' } },
  })
  expect(sent.error).toBeNull()

  const link = await mailLinkFor(stack, email)
  expect(new URL(link).origin).toBe(stack.apiUrl)
  const answer = await fetch(link, { redirect: 'manual' })
  const landed = new URL(answer.headers.get('location') ?? '')
  expect(answer.status).toBe(303)
  expect(landed.href.split('#')[0]).toBe(redirectTo)

  const fragment = new URLSearchParams(landed.hash.slice(1))
  const session = {
    access_token: fragment.get('access_token') ?? '',
    refresh_token: fragment.get('refresh_token') ?? '',
  }
  const { data, error } = await client.auth.setSession(session)
  expect(error).toBeNull()
  expect(data.user).toMatchObject({ email, user_metadata: { nick: 'Ada' } })

  const again = await fetch(link, { redirect: 'manual' })
  expect(again.headers.get('location')).toContain('error_code=otp_expired')
})

test('with PKCE the link ends in a code that only the asking browser can use', async () => {
  const stored = new Map<string, string>()
  const storage = {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => void stored.set(key, value),
    removeItem: (key: string) => void stored.delete(key),
  }
  const auth = { flowType: 'pkce', storage, persistSession: true, autoRefreshToken: false } as const
  const client = stack.anonymous({ auth })
  const email = `pia-${crypto.randomUUID()}@example.com`
  expect((await client.auth.signInWithOtp({ email })).error).toBeNull()

  const link = await mailLinkFor(stack, email)
  const landed = new URL((await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '')
  expect(landed.hash).toBe('')
  const code = landed.searchParams.get('code') ?? ''

  const thief = stack.anonymous({ auth: { flowType: 'pkce', persistSession: false, autoRefreshToken: false } })
  expect((await thief.auth.exchangeCodeForSession(code)).error).not.toBeNull()
  const { data, error } = await client.auth.exchangeCodeForSession(code)
  expect(error).toBeNull()
  expect(data.user?.email).toBe(email)
  const second = new URL((await fetch(link, { redirect: 'manual' })).headers.get('location') ?? '')
  expect(second.searchParams.get('error_code')).toBe('otp_expired')
})

test('a link leads nowhere that the allow list does not name', async () => {
  const client = stack.anonymous()
  const email = `eve-${crypto.randomUUID()}@example.com`
  await client.auth.signInWithOtp({ email, options: { emailRedirectTo: 'https://evil.example/steal' } })
  const link = new URL(await mailLinkFor(stack, email))
  expect(link.searchParams.get('redirect_to')).not.toContain('evil')
  link.searchParams.set('redirect_to', 'https://evil.example/steal')
  const answer = await fetch(link, { redirect: 'manual' })
  expect(answer.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:5173/)
})

test('the code in the mail signs in too, and is asked for not too often', async () => {
  const client = stack.anonymous()
  const email = `otto-${crypto.randomUUID()}@example.com`
  await client.auth.signInWithOtp({ email })
  const tooSoon = await client.auth.signInWithOtp({ email })
  expect(tooSoon.error).toMatchObject({ status: 429, code: 'over_email_send_rate_limit' })

  await mailLinkFor(stack, email)
  const list = await (await fetch(`${stack.mailboxUrl}/api/v1/search?query=to:${email}`)).json()
  const mail = await (await fetch(`${stack.mailboxUrl}/api/v1/message/${list.messages[0].ID}`)).json()
  const token = /\b\d{6}\b/.exec(mail.Text)?.[0] ?? ''
  const { data, error } = await client.auth.verifyOtp({ email, token, type: 'email' })
  expect(error).toBeNull()
  expect(data.session?.access_token).toBeTruthy()
})

test('a session is refreshed, and its claims verify locally', async () => {
  const { client, session, id, email } = await stack.createUser('rita')
  const first = await client.auth.getClaims()
  expect(first.error).toBeNull()
  expect(first.data?.header).toMatchObject({ alg: 'ES256' })
  expect(first.data?.claims).toMatchObject({
    sub: id,
    email,
    role: 'authenticated',
    aud: 'authenticated',
    iss: `${stack.apiUrl}/auth/v1`,
    aal: 'aal1',
    is_anonymous: false,
    amr: [{ method: 'otp' }],
  })
  const { data, error } = await client.auth.refreshSession()
  expect(error).toBeNull()
  expect(data.session?.refresh_token).not.toBe(session.refresh_token)
  expect((await client.auth.getClaims()).data?.claims.session_id).toBe(first.data?.claims.session_id)
})

test('signing out ends the session for good', async () => {
  const { client, session } = await stack.createUser('sid')
  expect((await client.auth.signOut()).error).toBeNull()
  const late = await stack.anonymous().auth.getUser(session.access_token)
  expect(late.error?.name).toBe('AuthSessionMissingError')
  const refreshed = await stack.anonymous().auth.refreshSession({ refresh_token: session.refresh_token })
  expect(refreshed.error).not.toBeNull()
})
