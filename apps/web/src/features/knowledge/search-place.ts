import type { SearchInput, SearchMode } from '@parley/shared/search'
import { isUuid } from '@/lib/uuid.ts'

/** A search as its address has it. */
export type SearchPlace = {
  /** The question. */
  q?: string
  /** Only in this knowledge base, by its id. */
  base?: string
  /** Only in this source, by its id. */
  source?: string
  /** Left out: by words and by meaning. */
  mode?: Exclude<SearchMode, 'hybrid'>
}

/** A search from an address that anybody may have typed: what is none is left out. */
export function searchPlace(search: Record<string, unknown>): SearchPlace {
  const mode = search.mode === 'text' || search.mode === 'vector' ? search.mode : null
  const id = (value: unknown) => (typeof value === 'string' && isUuid(value) ? value : null)
  const [base, source] = [id(search.base), id(search.source)]
  return {
    // A question of digits alone comes out of the address as a number.
    ...(typeof search.q === 'string' || typeof search.q === 'number' ? { q: String(search.q).slice(0, 2000) } : {}),
    ...(base ? { base } : {}),
    ...(source ? { source } : {}),
    ...(mode ? { mode } : {}),
  }
}

/** What to ask the function `search`; `null`: nothing was asked yet. */
export function searchInput({ q, base, source, mode }: SearchPlace): SearchInput | null {
  const query = q?.trim()
  if (!query) return null
  return {
    query,
    ...(base ? { knowledge_base_ids: [base] } : {}),
    ...(source ? { source_ids: [source] } : {}),
    ...(mode ? { mode } : {}),
  }
}
