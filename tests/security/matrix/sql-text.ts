/**
 * A value as SQL text without a type, which the place where it stands gives it: JSON for objects, and for everything
 * where `type` is json or jsonb; text[] for other arrays.
 */
export function literal(value: unknown, type = ''): string {
  if (value === null || value === undefined) return 'null'
  if (type.startsWith('json')) return quote(JSON.stringify(value))
  if (Array.isArray(value)) return quote(`{${value.map((item) => JSON.stringify(item)).join(',')}}`)
  return quote(typeof value === 'object' ? JSON.stringify(value) : String(value))
}

/** An identifier, quoted. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}
