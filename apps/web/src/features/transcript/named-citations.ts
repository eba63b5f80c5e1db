import type { Citation } from '@parley/shared/citation'

/** A citation as its link is called: the name, which may be cut where it is long, and the place, which may not. */
export type NamedCitation = { key: string; name: string; place: string; citation: Citation }

/** Citations with what their links are called. The same passage is there once; others of a page are counted. */
export function namedCitations(citations: readonly Citation[]): NamedCitation[] {
  const named = new Map<string, NamedCitation>()
  const onPage = new Map<string, number>()
  for (const citation of citations) {
    const page = `${citation.source_id} ${citation.page_number}`
    const key = `${page} ${citation.start_offset} ${citation.end_offset}`
    if (named.has(key)) continue
    const count = (onPage.get(page) ?? 0) + 1
    onPage.set(page, count)
    const place = `, page ${citation.page_number}${count > 1 ? ` (${count})` : ''}`
    named.set(key, { key, name: citation.source_name, place, citation })
  }
  return [...named.values()]
}
