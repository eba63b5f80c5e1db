import { strictEqual as equal } from 'node:assert'
import { redactSecrets } from './redact-secrets.ts'

Deno.test('masks keys, tokens and tickets, and leaves words alone', () => {
  equal(redactSecrets('key sk-proj-abcdef123456, ek_68a1b2c3d4'), 'key [redacted], [redacted]')
  equal(redactSecrets('Bearer eyJhbGciOi.eyJzdWIiOi.c2ln'), 'Bearer [redacted]')
  equal(redactSecrets('realtime, parley-ticket.A_b-9'), 'realtime, [redacted]')
  equal(redactSecrets('sb_secret_0123456789'), '[redacted]')
  const jwk = JSON.stringify({ kty: 'EC', d: 'A'.repeat(43), x: 'B'.repeat(43) })
  equal(redactSecrets(jwk), jwk.replace(/A+/, '[redacted]'))
  equal(redactSecrets(JSON.stringify({ cause: jwk })), JSON.stringify({ cause: jwk.replace(/A+/, '[redacted]') }))
  equal(redactSecrets('a risk-averse week_end task-force'), 'a risk-averse week_end task-force')
})
