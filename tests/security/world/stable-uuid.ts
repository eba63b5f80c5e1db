import { createHash } from 'node:crypto'

/** The same id for the same label in every run, so that a failure names the same row twice. A version 4 UUID in form. */
export function stableUuid(label: string): string {
  const hex = createHash('sha256').update(label).digest('hex')
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4]
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ].join('-')
}
