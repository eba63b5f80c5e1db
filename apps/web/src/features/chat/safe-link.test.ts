import { expect, test } from 'vitest'
import { safeLink } from './safe-link.ts'

test.each(['https://example.com/a?b=c#d', 'http://example.com/', 'mailto:ada@example.com'])(
  '%s may be linked',
  (url) => {
    expect(safeLink(url)).toBe(url)
  },
)

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'blob:https://example.com/x',
  'file:///etc/passwd',
  '/settings',
  '//example.com',
  'https://parley.example@evil.example/',
  'not an address',
  '',
])('%j may not', (url) => {
  expect(safeLink(url)).toBeUndefined()
})
