import type { Citation } from '@parley/shared/citation'

/** The address of a passage, on the screen that shows it marked on its page. */
export function citationHref({ source_id, page_number, start_offset, end_offset }: Citation): string {
  const search = new URLSearchParams({
    page: String(page_number),
    start: String(start_offset),
    end: String(end_offset),
  })
  return `/knowledge/${source_id}?${search}`
}
