/** A transition of a {@link Bigram}: a word, or none for falling back to the unigram. */
export type BigramArc = { from: number; to: number; word: string | null; probability: number }

/** A word-pair model as a graph. State 0 is the start, 1 the end, 2 the fallback, the rest follow a word each. */
export type Bigram = { states: number; arcs: BigramArc[]; words: string[] }

const START = 0
const END = 1
const FALLBACK = 2

/** Share of probability that a seen history leaves to words not seen after it. */
const BACKOFF = 0.1

/**
 * Counts word pairs in sentences and makes a graph from them: pairs that were seen are likely, every other pair of
 * known words is possible by way of the fallback. A sentence may have a `weight`: how often it counts.
 */
export function buildBigram(sentences: Array<{ words: string[]; weight: number }>): Bigram {
  const pairs = new Map<string, Map<string, number>>()
  const single = new Map<string, number>()
  for (const { words, weight } of sentences) {
    for (const [index, word] of words.entries()) {
      count(single, word, weight)
      count(childOf(pairs, words[index - 1] ?? '<s>'), word, weight)
    }
    if (words.length > 0) count(childOf(pairs, words.at(-1) ?? ''), '</s>', weight)
  }
  return toGraph(pairs, single)
}

function toGraph(pairs: Map<string, Map<string, number>>, single: Map<string, number>): Bigram {
  const words = [...single.keys()]
  const stateOf = new Map(words.map((word, index) => [word, index + 3]))
  const state = (word: string) => (word === '<s>' ? START : word === '</s>' ? END : (stateOf.get(word) as number))
  const arcs: BigramArc[] = []
  for (const [history, followers] of pairs) {
    const total = sum(followers.values())
    for (const [word, times] of followers) {
      const probability = ((1 - BACKOFF) * times) / total
      arcs.push({ from: state(history), to: state(word), word: word === '</s>' ? null : word, probability })
    }
    arcs.push({ from: state(history), to: FALLBACK, word: null, probability: BACKOFF })
  }
  const total = sum(single.values())
  for (const [word, times] of single) {
    arcs.push({ from: FALLBACK, to: state(word), word, probability: times / total })
  }
  // The end is reached by an empty arc from every word: an utterance may stop anywhere.
  for (const word of words) {
    if (pairs.get(word)?.has('</s>') !== true) arcs.push({ from: state(word), to: END, word: null, probability: 0.01 })
  }
  return { states: words.length + 3, arcs, words }
}

function count(counts: Map<string, number>, key: string, weight: number): void {
  counts.set(key, (counts.get(key) ?? 0) + weight)
}

function childOf(pairs: Map<string, Map<string, number>>, history: string): Map<string, number> {
  const known = pairs.get(history)
  if (known !== undefined) return known
  const made = new Map<string, number>()
  pairs.set(history, made)
  return made
}

const sum = (values: Iterable<number>): number => [...values].reduce((total, value) => total + value, 0)
