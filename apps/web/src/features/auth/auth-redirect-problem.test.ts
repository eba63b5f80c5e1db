import { expect, test } from 'vitest'
import { authRedirectProblem } from './auth-redirect-problem.ts'

const expired = 'error=access_denied&error_code=otp_expired&error_description=Email+link+is+invalid+or+has+expired'

test.each([
  ['in the fragment', `http://localhost/#${expired}`, /expired/],
  ['in the query', `http://localhost/?${expired}`, /expired/],
  ['denied', 'http://localhost/#error=access_denied&error_description=x', /not valid/],
  ['anything else', 'http://localhost/#error=server_error&error_code=unexpected_failure', /did not work/],
])('a problem %s is told', (_case, address, expected) => {
  expect(authRedirectProblem(address)).toMatch(expected)
})

test('an address without a problem says nothing, nor does a page with a query of its own', () => {
  expect(authRedirectProblem('http://localhost/#access_token=a&refresh_token=b')).toBeNull()
  expect(authRedirectProblem('http://localhost/history?q=error')).toBeNull()
})
