import { ChangeRequestError } from './change-request-error.ts'
import type { RowFilter } from './row-filter.ts'

const OPERATORS = new Set([
  'eq',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'like',
  'ilike',
  'is',
  'match',
  'imatch',
  'isdistinct',
])

/**
 * Reads `col=[not.]op.value` conditions, separated by commas and joined by AND. A value with commas or parentheses
 * stands in double quotes, with backslash escapes. An empty string is no filter.
 *
 * @throws ChangeRequestError
 */
export function parseRowFilters(filter: string): RowFilter[] {
  return filter.trim() === '' ? [] : splitAtCommas(filter).map(parseCondition)
}

/** Splits at commas that stand neither in quotes nor in parentheses. Quotes open only where a value may start. */
function splitAtCommas(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    if (character === ',' && depth === 0 && !quoted) {
      parts.push('')
      continue
    }
    parts[parts.length - 1] += character
    if (quoted && character === '\\') parts[parts.length - 1] += text.charAt(++i)
    else if (character === '"') quoted = quoted ? false : /[.(,]/.test(text.charAt(i - 1))
    else if (!quoted) depth = Math.max(0, depth + (character === '(' ? 1 : character === ')' ? -1 : 0))
  }
  return parts
}

function parseCondition(part: string): RowFilter {
  const match = /^([^=]+)=(not\.)?([^.]*)\.(.*)$/s.exec(part.trim())
  const [, column = '', not, operator = '', value = ''] = match ?? []
  if (!match || !OPERATORS.has(operator)) {
    throw new ChangeRequestError(`Error parsing \`filter\` params: ${JSON.stringify([part.trim()])}`)
  }
  const filter = { column, operator, value: unquote(value), negate: not !== undefined }
  return operator === 'in' ? { ...filter, values: parseList(value) } : filter
}

function parseList(value: string): string[] {
  if (!value.startsWith('(') || !value.endsWith(')')) {
    throw new ChangeRequestError('Error parsing `filter` params: `in` filter value must be wrapped by parentheses')
  }
  const items = splitAtCommas(`,${value.slice(1, -1)}`).slice(1)
  return items.length === 1 && items[0] === '' ? [] : items.map((item) => unquote(item.trim()))
}

function unquote(value: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1]
  return inner === undefined ? value : inner.replace(/\\(.)/gs, '$1')
}
