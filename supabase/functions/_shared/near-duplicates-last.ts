import type { ContextPassage } from '@parley/shared/context-item.ts'

const SHINGLE = 3
/** Shared part of the shingles from which on two passages say the same. */
const SAME = 0.6

/**
 * Puts passages that say nearly the same as a better one behind all others, so that the first places say different
 * things. Otherwise the order stays. Nothing is dropped: a copy may be the one that somebody may cite.
 */
export function nearDuplicatesLast<T extends { passage: Pick<ContextPassage, 'text'> }>(found: readonly T[]): T[] {
  const first: { one: T; shingles: Set<string> }[] = []
  const last: T[] = []
  for (const one of found) {
    const shingles = shinglesOf(one.passage.text)
    if (first.some((better) => similarity(better.shingles, shingles) >= SAME)) last.push(one)
    else first.push({ one, shingles })
  }
  return [...first.map(({ one }) => one), ...last]
}

/** Every three words that follow one another; all words where there are fewer. */
function shinglesOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (words.length < SHINGLE) return new Set([words.join(' ')])
  return new Set(words.slice(SHINGLE - 1).map((_, at) => words.slice(at, at + SHINGLE).join(' ')))
}

/** Jaccard's: what both have, of what either has. */
function similarity(a: Set<string>, b: Set<string>): number {
  const shared = [...a].filter((shingle) => b.has(shingle)).length
  return shared / (a.size + b.size - shared)
}
