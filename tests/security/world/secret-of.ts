import { createHash } from 'node:crypto'

/** A word that stands nowhere but in the planted row that it was made for. */
export function secretOf(label: string): string {
  return `secret-${createHash('sha256').update(`secret ${label}`).digest('hex').slice(0, 16)}`
}
