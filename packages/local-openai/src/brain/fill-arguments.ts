import { findValue } from './find-value.ts'
import type { JsonSchema } from './json-schema.ts'
import type { Question } from './question.ts'

/** Arguments for a call, or the first required parameter that the words do not give. */
export type FilledArguments = { arguments: Record<string, unknown>; missing?: string }

/**
 * Fills a function's parameters from what was said, so that they satisfy the schema. An optional parameter is filled
 * only when the words give it. With `guess` a missing one gets the least value that the schema allows.
 */
export function fillArguments(schema: JsonSchema, question: Question, guess: boolean): FilledArguments {
  const required = new Set(schema.required ?? [])
  const used = new Set<string>()
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const value = valueFor(name, property, question, used, required.has(name))
    if (value !== undefined) values[name] = value
    else if (required.has(name)) {
      if (!guess) return { arguments: values, missing: name }
      values[name] = leastValue(property, question)
    }
  }
  return { arguments: values }
}

function valueFor(
  name: string,
  property: JsonSchema,
  question: Question,
  used: Set<string>,
  required: boolean,
): unknown {
  if (property.const !== undefined) return property.const
  if (property.type === 'object') {
    if (!required) return undefined
    const filled = fillArguments(property, question, false)
    return filled.missing === undefined ? filled.arguments : undefined
  }
  if (property.type === 'array') {
    const item = findValue(name, property.items ?? { type: 'string' }, question, used, required)
    return item === undefined ? undefined : [item]
  }
  return findValue(name, property, question, used, required) ?? property.default
}

function leastValue(property: JsonSchema, question: Question): unknown {
  if (property.default !== undefined) return property.default
  if (property.enum?.[0] !== undefined) return property.enum[0]
  switch (property.type) {
    case 'number':
    case 'integer':
      return property.minimum ?? 0
    case 'boolean':
      return false
    case 'array':
      return property.minItems ? [leastValue(property.items ?? { type: 'string' }, question)] : []
    case 'object':
      return fillArguments(property, question, true).arguments
    default:
      return question.text
  }
}
