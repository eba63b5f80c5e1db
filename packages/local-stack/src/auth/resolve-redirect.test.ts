import { expect, test } from 'vitest'
import { resolveRedirect } from './resolve-redirect.ts'

const rules = {
  site_url: 'http://127.0.0.1:5173',
  additional_redirect_urls: ['http://localhost:*/**', 'https://*.example.com/welcome', 'parley://signed-in'],
}

test.each([
  'http://127.0.0.1:5173/any/where?x=1',
  'http://localhost:6001/cb?next=/a.b#x',
  'https://app.example.com/welcome',
  'parley://signed-in',
])('%s is allowed', (target) => {
  expect(resolveRedirect(target, rules)).toBe(target)
})

test.each([
  'https://evil.example',
  'http://127.0.0.1:5173@evil.example/',
  'http://127.0.0.1:5174/',
  'http://localhost.evil.example:80/x',
  'http://localhost:1@evil.example/x',
  'https://a.b.example.com/welcome',
  'https://app.example.com/welcome/further',
  'javascript:alert(1)',
  '//evil.example',
  'not a url',
  '',
  null,
])('%s leads to the site instead', (target) => {
  expect(resolveRedirect(target, rules)).toBe(rules.site_url)
})
