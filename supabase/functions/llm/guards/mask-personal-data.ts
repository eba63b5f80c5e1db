import type { Guard } from './guard.ts'

const MASKS: [says: string, pattern: RegExp, holds?: (found: string) => boolean][] = [
  ['mail', /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63})+/gu],
  ['iban', /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g],
  ['card', /\b\d(?:[ -]?\d){12,18}\b/g, passesLuhn],
  ['address', /\b(?:\d{1,3}\.){3}\d{1,3}\b/g],
  ['phone', /(?<![\w.])\+?\(?\d(?:[ ()/.-]{0,2}\d){6,14}(?![\w])/g],
]

/** Masks mail addresses, account and card numbers, telephone numbers and IP addresses in what is logged. */
export const maskPersonalData: Guard = {
  name: 'mask-personal-data',
  beforeLog: (text) =>
    MASKS.reduce(
      (masked, [says, pattern, holds]) =>
        masked.replace(pattern, (found) => (holds === undefined || holds(found) ? `[${says}]` : found)),
      text,
    ),
}

/** The check digit of payment cards. */
function passesLuhn(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number)
  const sum = digits.reduce(
    (total, digit, index) => total + (index % 2 === 0 ? digit : digit === 0 ? 0 : ((digit * 2 - 1) % 9) + 1),
    0,
  )
  return sum % 10 === 0
}
