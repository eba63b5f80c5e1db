import { strictEqual as equal } from 'node:assert'
import { guardText } from './guard-text.ts'

Deno.test('personal data is masked in what is logged', () => {
  const texts: Record<string, string> = {
    'Mail ada.lovelace+x@mail.example.co.uk, please.': 'Mail [mail], please.',
    'or jürgen@müller.example': 'or [mail]',
    'IBAN DE89 3704 0044 0532 0130 00.': 'IBAN [iban].',
    'card 4111 1111 1111 1111 ok': 'card [card] ok',
    'call +49 (0)30 1234-5678 now': 'call [phone] now',
    'from 192.168.10.20': 'from [address]',
    'sk-proj-abcdef123456 leaked': '[redacted] leaked',
  }
  for (const [text, masked] of Object.entries(texts)) equal(guardText(text), masked)
})

Deno.test('what only looks alike stays', () => {
  for (const text of ['In 2026 there were 12345 of 67', 'gpt-5.5-mini, 4096 tokens', '1 @ 2 dollars', 'upstream 503']) {
    equal(guardText(text), text)
  }
})
