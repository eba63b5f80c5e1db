import { type CallErrorCode, CLIENT_ERROR_CODES } from '@parley/client/call-error'
import { ERROR_CODES } from '@parley/shared/error-codes'
import { expect, test } from 'vitest'
import { callAdvice } from './call-advice.ts'

const codes = [...Object.keys(ERROR_CODES), ...Object.keys(CLIENT_ERROR_CODES)] as CallErrorCode[]

test('every code has words, and none of them is a code or a table', () => {
  for (const code of codes) {
    const { title, text } = callAdvice(code)
    expect(title.length, code).toBeGreaterThan(5)
    expect(`${title} ${text}`, code).not.toMatch(/_|relay|schema|websocket|ticket|token/i)
  }
})

test.each<[CallErrorCode, string]>([
  ['microphone_denied', 'type'],
  ['microphone_not_found', 'type'],
  ['network_unreachable', 'retry'],
  ['token_expired', 'sign-in'],
  ['connection_lost', 'history'],
])('%s offers: %s', (code, remedy) => {
  expect(callAdvice(code).remedies).toContain(remedy)
})
