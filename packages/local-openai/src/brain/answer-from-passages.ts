import { splitSentences } from '../speech/split-sentences.ts'
import type { Passage } from './passages.ts'
import { relatedWords } from './related-words.ts'
import { stems } from './stems.ts'

/** A sentence, the words of it, and those that it stands under: its heading and its source. */
type Candidate = { sentence: string; source: string; words: Set<string>; under: Set<string> }

/** The part of a question's words that a sentence must have; one that only stands above it counts half. */
const MIN_COVERAGE = 1 / 3
const MAX_HEADING_WORDS = 6

/** The sentence that answers a question best, with its source; undefined when none has enough to do with it. */
export function answerFromPassages(passages: readonly Passage[], question: string): string | undefined {
  const asked = stems(question)
  const candidates = passages.flatMap(candidatesOf)
  const weight = (word: string) =>
    Math.log(1 + candidates.length / (1 + candidates.filter(({ words }) => words.has(word)).length))
  let best: { candidate: Candidate; score: number } | undefined
  for (const candidate of candidates) {
    const direct = [...asked].filter((word) => candidate.words.has(word))
    const above = [...asked].filter((word) => !candidate.words.has(word) && candidate.under.has(word))
    if (direct.length + above.length / 2 < asked.size * MIN_COVERAGE || asked.size === 0) continue
    const near = relatedWords(asked).filter((word) => candidate.words.has(word)).length
    const score = sum(direct.map(weight)) + sum(above.map(weight)) / 2 + near / 2
    if (best === undefined || score > best.score) best = { candidate, score }
  }
  return best === undefined ? undefined : `According to ${best.candidate.source}: ${best.candidate.sentence}`
}

/** Lines of one paragraph are one text: documents break them where they like. */
function candidatesOf({ source, text }: Passage): Candidate[] {
  const candidates: Candidate[] = []
  let heading = ''
  for (const block of text.split(/\n\s*\n|\n(?=\s*[-*#•])/)) {
    const plain = block
      .replaceAll(/\s+/g, ' ')
      .replace(/^\s*[-*#•]+\s+/, '')
      .trim()
    if (isHeading(plain)) heading = plain
    else
      for (const sentence of splitSentences(plain).map((part) => part.trim())) {
        if (sentence.split(' ').length > 2)
          candidates.push({ sentence, source, words: stems(sentence), under: stems(`${heading} ${source}`) })
      }
  }
  return candidates
}

function isHeading(line: string): boolean {
  return line.split(' ').length <= MAX_HEADING_WORDS && !/[.!?:…]$/.test(line)
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
