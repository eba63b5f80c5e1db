import { strictEqual as equal, throws } from 'node:assert'
import { invitationUrl } from './invitation-url.ts'

const from = (origin?: string) =>
  new Request('https://functions.example/invite-member', { headers: origin === undefined ? {} : { origin } })
const code = (expected: string) => (error: { code?: string }) => error.code === expected

Deno.test('leads to the app that asked, or to the first that may', () => {
  Deno.env.set('ALLOWED_ORIGINS', 'https://app.example, https://preview.example')
  equal(invitationUrl(from('https://preview.example'), 't_-0'), 'https://preview.example/invitation?token=t_-0')
  equal(invitationUrl(from(), 't'), 'https://app.example/invitation?token=t')
})

Deno.test('leads nowhere else', () => {
  Deno.env.set('ALLOWED_ORIGINS', 'https://app.example')
  for (const origin of ['https://evil.example', 'https://app.example.evil.example', 'http://app.example', 'null', ''])
    throws(() => invitationUrl(from(origin), 't'), code('origin_not_allowed'))
  Deno.env.set('ALLOWED_ORIGINS', '')
  throws(() => invitationUrl(from(), 't'), code('server_misconfigured'))
})
