import type { z } from 'zod'
import { OpenaiError } from './openai-error.ts'

type Issue = z.core.$ZodIssue

/**
 * The first issue of a failed parse, as OpenAI would word it. `root` is the name of what was parsed and precedes the
 * path (`session` → `session.audio.input`); leave it out for a whole body or event.
 */
export function errorFromZod(error: z.ZodError, root = ''): OpenaiError {
  const issue = deepest(error.issues[0])
  if (issue === undefined) return new OpenaiError({ code: 'invalid_value', message: 'Invalid value.' })
  const param = paramOf(issue.path, root)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const key = paramOf([...issue.path, issue.keys[0] ?? ''], root)
      return new OpenaiError({ code: 'unknown_parameter', message: `Unknown parameter: '${key}'.`, param: key })
    }
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return missing(param)
      return invalid(
        'invalid_type',
        `Invalid type for '${param}': ${issue.message.replace(/^Invalid input: /, '')}.`,
        param,
      )
    case 'invalid_value':
      return invalid(
        'invalid_value',
        `Invalid value for '${param}'. Supported values are: ${list(issue.values)}.`,
        param,
      )
    default:
      return invalid('invalid_value', `Invalid '${param}': ${issue.message}.`, param)
  }
}

/** A union's issue says little; the one inside the branch that got furthest says what is wrong. */
function deepest(issue: Issue | undefined): Issue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors.map((branch) => deepest(branch[0])).filter((found) => found !== undefined)
  const furthest = inner.sort((a, b) => b.path.length - a.path.length)[0]
  return furthest === undefined ? issue : { ...furthest, path: [...issue.path, ...furthest.path] }
}

function paramOf(path: PropertyKey[], root: string): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`
    return name === '' ? String(key) : `${name}.${String(key)}`
  }, root)
}

const list = (values: readonly unknown[]) => values.map((value) => `'${String(value)}'`).join(', ')

function missing(param: string): OpenaiError {
  return invalid('missing_required_parameter', `Missing required parameter: '${param}'.`, param)
}

function invalid(code: string, message: string, param: string): OpenaiError {
  return new OpenaiError({ code, message, param: param === '' ? null : param })
}
