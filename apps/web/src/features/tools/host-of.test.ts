import { expect, test } from 'vitest'
import { hostOf } from './host-of.ts'

test.each([
  ['api.example.com', 'api.example.com'],
  [' API.Example.com ', 'api.example.com'],
  ['https://api.example.com/path?x=1', 'api.example.com'],
  ['https://api.example.com:443', 'api.example.com'],
  ['https://api.example.com:8443/', 'api.example.com:8443'],
  ['http://api.example.com', 'api.example.com'],
  ['', null],
  ['two words', null],
  ['[::1]', null],
])('the host of %j is %j', (typed, host) => {
  expect(hostOf(typed)).toBe(host)
})
