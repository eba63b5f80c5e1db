import { strictEqual as equal, match } from 'node:assert'
import { checkArguments } from './check-arguments.ts'

const parameters = {
  type: 'object',
  properties: {
    order: { type: 'string', maxLength: 10 },
    lines: { type: 'array', items: { type: 'object', properties: { count: { type: 'integer', minimum: 1 } } } },
    mood: { enum: ['good', 'bad'] },
  },
  required: ['order'],
  additionalProperties: false,
}

Deno.test('takes what fits', () => {
  equal(checkArguments(parameters, { order: 'A-1', lines: [{ count: 2 }], mood: 'good' }), null)
  equal(checkArguments({ type: 'object', properties: {} }, { anything: 1 }), null)
})

Deno.test('names what does not fit, and where', () => {
  match(checkArguments(parameters, {}) ?? '', /arguments: .*"order"/)
  match(checkArguments(parameters, { order: 7 }) ?? '', /order: .*"number".*"string"/)
  match(checkArguments(parameters, { order: 'x'.repeat(11) }) ?? '', /order: .*long/)
  match(checkArguments(parameters, { order: 'A', lines: [{ count: 1 }, { count: 0 }] }) ?? '', /lines\/1\/count: /)
  match(checkArguments(parameters, { order: 'A', mood: 'so so' }) ?? '', /mood: /)
  match(checkArguments(parameters, { order: 'A', extra: 1 }) ?? '', /^arguments: Property "extra" is unknown\.$/)
  match(checkArguments(parameters, { order: 'x'.repeat(40_000) }) ?? '', /longer than/)
})
