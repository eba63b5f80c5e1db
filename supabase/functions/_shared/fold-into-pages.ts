import type { ContextItem, ContextPassage } from '@parley/shared/context-item.ts'

/** A passage, and the page that it is from. */
export type FoundPassage = Pick<ContextItem, 'source' | 'page'> & { passage: ContextPassage }

/** Folds passages, best first, into pages, best first; each with its passages in the order of the page. */
export function foldIntoPages(found: readonly FoundPassage[], limit: number): ContextItem[] {
  const pages = new Map<number, ContextItem>()
  for (const { source, page, passage } of found) {
    const item = pages.get(page.id)
    if (item) item.passages.push(passage)
    else pages.set(page.id, { source, page, text: '', score: passage.score, passages: [passage] })
  }
  return [...pages.values()].slice(0, limit).map((item) => {
    const passages = item.passages.sort((a, b) => a.start_offset - b.start_offset)
    return { ...item, passages, text: joinPassages(passages) }
  })
}

/** What a page's passages say, in its order: what two of them share once, and `…` where something is left out. */
function joinPassages(passages: readonly ContextPassage[]): string {
  let text = ''
  let end = 0
  for (const passage of passages) {
    if (text === '') text = passage.text
    else if (passage.start_offset > end + 1) text += `\n…\n${passage.text}`
    else text += continuation(text, passage.text, end - passage.start_offset)
    end = Math.max(end, passage.end_offset)
  }
  return text
}

/** What `next` adds to `text`, whose last `shared` characters it begins with; all of it on a new line where it does not. */
function continuation(text: string, next: string, shared: number): string {
  if (shared >= next.length && text.includes(next)) return ''
  if (shared <= 0) return `${shared < 0 ? '\n' : ''}${next}`
  return text.endsWith(next.slice(0, shared)) ? next.slice(shared) : `\n${next}`
}
