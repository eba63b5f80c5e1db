import { type Schema, Validator } from '@cfworker/json-schema'
import type { ArgumentsSchema } from './argument-fields.ts'

/**
 * What is wrong with a tool's arguments, in words; `null` when nothing is, as far as this page can tell. The server
 * looks again.
 */
export function argumentsProblem(schema: ArgumentsSchema | undefined, value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'Arguments are an object: { … }.'
  if (!schema) return null
  // The last error says most: those before it only name what contains it.
  const error = new Validator(schema as Schema, '2020-12', false).validate(value).errors.at(-1)
  if (!error) return null
  const place = error.instanceLocation.replace(/^#\/?/, '').replaceAll('/', '.')
  return place ? `${place}: ${error.error}` : error.error
}

/** The same for arguments that were typed as JSON. */
export function argumentsOfText(
  schema: ArgumentsSchema | undefined,
  text: string,
): { arguments: Record<string, unknown> } | { problem: string } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `This is not JSON: ${(error as Error).message}` }
  }
  const problem = argumentsProblem(schema, value)
  return problem === null ? { arguments: value as Record<string, unknown> } : { problem }
}
