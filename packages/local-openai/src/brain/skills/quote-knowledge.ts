import { splitSentences } from '../../speech/split-sentences.ts'
import { ORDER } from '../order.ts'
import type { Skill } from '../question.ts'
import { relatedWords } from '../related-words.ts'
import { isSearch } from '../search-for.ts'
import { stems } from '../stems.ts'
import { textsOf } from '../texts-of.ts'

/**
 * Quotes the sentence of the instructions, or of a system message, that shares most with the question. Where more can be
 * searched for, it has to share half of it.
 */
export const quoteKnowledge: Skill = ({ stems: asked, request }) => {
  const sentences = [request.instructions, ...textsOf(request.turns, 'system')].flatMap(knowledgeSentences)
  const best = bestSentence(sentences, asked, request.tools.some(isSearch) ? 0.5 : 0)
  return best === undefined ? undefined : { text: best }
}

function knowledgeSentences(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => splitSentences(line.replace(/^\s*[-*#\d.]+\s+/, '')))
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence.split(/\s+/).length > 2 && !ORDER.test(sentence))
}

/** Rare words count more. A sentence must share a word itself; related words only decide between such. */
function bestSentence(sentences: string[], asked: Set<string>, minCoverage: number): string | undefined {
  const known = sentences.map((sentence) => stems(sentence))
  const weight = (word: string) => Math.log(1 + sentences.length / (1 + known.filter((set) => set.has(word)).length))
  let best: { sentence: string; score: number } | undefined
  for (const [index, sentence] of sentences.entries()) {
    const set = known[index] as Set<string>
    const shared = [...asked].filter((word) => set.has(word))
    const near = relatedWords(asked).filter((word) => set.has(word)).length * 0.5
    const direct = shared.reduce((sum, word) => sum + weight(word), 0)
    const score = direct + near
    if (shared.length + near < asked.size * minCoverage) continue
    if (score >= MIN_SCORE && (best === undefined || score > best.score)) best = { sentence, score }
  }
  return best?.sentence
}

const MIN_SCORE = 0.5
