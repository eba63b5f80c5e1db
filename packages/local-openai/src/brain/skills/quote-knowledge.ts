import { splitSentences } from '../../speech/split-sentences.ts'
import type { Skill } from '../question.ts'
import { stem, stems } from '../stems.ts'
import { textsOf } from '../texts-of.ts'

/** Orders to the agent, which are not for the user's ears. */
const ORDER =
  /^(you (are|must|should|will|may|can|have)|always|never|do not|don't|be |speak|answer|reply|respond|keep|use |if |when (the|a) (user|caller)|ask|greet|say |start|begin|your (name|role|task|job))/i

/** Words that ask for a kind of fact, and words by which one knows it. */
const RELATED: Record<string, string[]> = {
  cost: ['price', 'euro', 'dollar', 'pay', 'fee', 'free'],
  price: ['cost', 'euro', 'dollar', 'fee', 'free'],
  open: ['hour', 'clos', 'from', "o'clock"],
  hour: ['open', 'clos'],
  locat: ['address', 'street', 'find'],
  address: ['street', 'locat'],
  contact: ['phon', 'email', 'call'],
  refund: ['money', 'return'],
  pay: ['card', 'cash', 'accept', 'price'],
  ship: ['deliver'],
  deliver: ['ship'],
}

/** Quotes the sentence of the instructions, or of a system message, that shares most with the question. */
export const quoteKnowledge: Skill = ({ stems: asked, request }) => {
  const sentences = [request.instructions, ...textsOf(request.turns, 'system')].flatMap(knowledgeSentences)
  const best = bestSentence(sentences, asked)
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
function bestSentence(sentences: string[], asked: Set<string>): string | undefined {
  const known = sentences.map((sentence) => stems(sentence))
  const weight = (word: string) => Math.log(1 + sentences.length / (1 + known.filter((set) => set.has(word)).length))
  let best: { sentence: string; score: number } | undefined
  for (const [index, sentence] of sentences.entries()) {
    const set = known[index] as Set<string>
    const related = [...asked].flatMap((word) => RELATED[word] ?? []).map(stem)
    const direct = [...asked].filter((word) => set.has(word)).reduce((sum, word) => sum + weight(word), 0)
    const near = related.filter((word) => set.has(word)).length * 0.5
    const score = direct + near
    if (score >= MIN_SCORE && (best === undefined || score > best.score)) best = { sentence, score }
  }
  return best?.sentence
}

const MIN_SCORE = 0.5
