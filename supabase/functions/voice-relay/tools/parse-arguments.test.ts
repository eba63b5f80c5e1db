import { deepStrictEqual as deepEqual } from 'node:assert'
import { parseArguments } from './parse-arguments.ts'

Deno.test('takes JSON objects and nothing else', () => {
  deepEqual(parseArguments('{"a":1}'), { a: 1 })
  deepEqual(parseArguments(''), {})
  for (const text of ['{', '[]', 'null', '"x"', '1']) deepEqual(parseArguments(text), null)
})
