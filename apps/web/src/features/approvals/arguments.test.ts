import { expect, test } from 'vitest'
import { argumentFields } from './argument-fields.ts'
import { argumentsOfText, argumentsProblem } from './arguments-problem.ts'

const schema = {
  type: 'object',
  properties: {
    cake: { type: 'string', description: 'Which cake', minLength: 2 },
    pieces: { type: 'integer', maximum: 12 },
    size: { enum: ['small', 'large'] },
    gift: { type: 'boolean' },
  },
  required: ['cake'],
  additionalProperties: false,
}

test('a form asks for each argument of a flat schema', () => {
  expect(argumentFields(schema, { cake: 'plum' })).toMatchObject([
    { name: 'cake', kind: 'text', required: true, description: 'Which cake' },
    { name: 'pieces', kind: 'number', required: false },
    { name: 'size', kind: 'choice', choices: ['small', 'large'] },
    { name: 'gift', kind: 'boolean' },
  ])
})

test.each([
  ['no schema', undefined, {}],
  ['no arguments', { type: 'object', properties: {} }, {}],
  ['an argument made of several', { type: 'object', properties: { of: { type: 'array' } } }, {}],
  ['an argument that the schema does not name', schema, { cake: 'plum', secret: 1 }],
])('there is no form for %s', (_case, given, values) => {
  expect(argumentFields(given, values)).toBeNull()
})

test.each([
  [{ cake: 'plum', pieces: 3 }, null],
  [{ pieces: 3 }, /cake/],
  [{ cake: 'plum', pieces: 13 }, /pieces: /],
  [{ cake: 'plum', pieces: '3' }, /pieces: /],
  [{ cake: 'plum', other: 1 }, /other/],
  [['plum'], /object/],
])('arguments %j are looked at by the schema', (value, expected) => {
  const problem = argumentsProblem(schema, value)
  if (expected === null) expect(problem).toBeNull()
  else expect(problem).toMatch(expected)
})

test('what is typed as JSON becomes arguments, or a reason why not', () => {
  expect(argumentsOfText(schema, '{"cake": "plum"}')).toEqual({ arguments: { cake: 'plum' } })
  expect(argumentsOfText(schema, '{"cake": ')).toMatchObject({ problem: expect.stringMatching(/not JSON/) })
})
