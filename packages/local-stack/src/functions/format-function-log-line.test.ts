import { expect, test } from 'vitest'
import { formatFunctionLogLine } from './format-function-log-line.ts'
import type { FunctionLogLine } from './function-log-line.ts'

const LINE: FunctionLogLine = {
  time: new Date(2026, 10, 21, 9, 5, 7),
  level: 'error',
  kind: 'console',
  function: 'mint-key',
  worker: 'a',
  message: 'Error: no\n    at file.ts:1\n',
}

test('a line reads as time, function, subject, message, with further lines indented', () => {
  expect(formatFunctionLogLine(LINE)).toBe('09:05:07 mint-key      error    Error: no\n             at file.ts:1')
  expect(formatFunctionLogLine({ ...LINE, kind: 'boot', message: 'booted' })).toMatch(/ boot +booted$/)
})

test('colour only where it is asked for', () => {
  const red = `${String.fromCharCode(27)}[31m`
  expect(formatFunctionLogLine(LINE)).not.toContain(red)
  expect(formatFunctionLogLine(LINE, { color: true })).toContain(`${red}Error: no`)
})
