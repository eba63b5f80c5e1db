import { isUuid } from '@/lib/uuid.ts'

/** Of an address: the document that questions are about, `?source=…`; the agent then looks nowhere else. */
export function aboutSource(search: Record<string, unknown>): { source?: string } {
  return typeof search.source === 'string' && isUuid(search.source) ? { source: search.source } : {}
}
