import { deepStrictEqual as deepEqual } from 'node:assert'
import { nearDuplicatesLast } from './near-duplicates-last.ts'

const order = (...texts: string[]) =>
  nearDuplicatesLast(texts.map((text) => ({ passage: { text } }))).map(({ passage }) => passage.text)

const RULE = 'Goods that come back within fourteen days are refunded in full, without a reason.'
const COPY = 'Goods that come back within fourteen days are refunded in full, without a reason given!'
const OTHER = 'Goods that come back after fourteen days are exchanged for a voucher.'

Deno.test('a passage that says the same as a better one goes behind those that say something else', () => {
  deepEqual(order(RULE, COPY, OTHER), [RULE, OTHER, COPY])
})

Deno.test('the order stays where all say something else, and short texts are compared whole', () => {
  deepEqual(order(OTHER, RULE), [OTHER, RULE])
  deepEqual(order('Yes', 'No', 'yes.', ''), ['Yes', 'No', '', 'yes.'])
})
