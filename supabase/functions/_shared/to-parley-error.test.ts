import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { toParleyError } from './to-parley-error.ts'

Deno.test('reads what our SQL raises', () => {
  equal(toParleyError({ code: 'PT404', message: 'call_not_found' }).status, 404)
  const limit = toParleyError({ code: 'PT429', message: 'live_calls_limit', details: '2' })
  deepEqual([limit.code, limit.details], ['live_calls_limit', { limit: 2 }])
})

Deno.test('says nothing of any other error', () => {
  for (const error of [
    { code: '23505', message: 'duplicate key value (email)=(ada@example.com)' },
    { code: 'PT404', message: 'toString' },
    { message: 'call_not_found' },
  ]) {
    const told = toParleyError(error)
    equal(told.code, 'internal_error')
    equal(JSON.stringify(told).includes(error.message), false)
  }
})
