import { Validator } from '@cfworker/json-schema'

/** What a model may send in all, in characters. */
const MAX_CHARS = 32_000
const MAX_FAULTS = 5

/**
 * Why arguments do not fit a tool's parameters, for the model to mend; null: they fit. The schema is interpreted, not
 * compiled: nothing of an organisation's text becomes code. What it asks for with regular expressions or references is
 * not looked at, because the database takes no such schema (`private.is_tool_parameters`).
 *
 * @param parameters A JSON schema of an object, draft 2020-12.
 */
export function checkArguments(parameters: Record<string, unknown>, args: Record<string, unknown>): string | null {
  if (JSON.stringify(args).length > MAX_CHARS) return `They are longer than ${MAX_CHARS} characters.`
  const { valid, errors } = new Validator(parameters, '2020-12', false).validate(args)
  if (valid) return null
  // What only says that something inside of it is wrong stands beside what is.
  return errors
    .filter(({ keyword }) => !['properties', 'items', 'false'].includes(keyword))
    .slice(0, MAX_FAULTS)
    .map(({ keyword, instanceLocation, error }) => {
      const where = instanceLocation.replace(/^#\/?/, '') || 'arguments'
      return `${where}: ${keyword === 'additionalProperties' ? error.replace(/ does not match.*/, ' is unknown.') : error}`
    })
    .join(' ')
}
