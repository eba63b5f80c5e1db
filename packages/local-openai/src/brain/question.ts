import { wordsToNumbers } from '../speech/number-words.ts'
import type { BrainRequest, BrainTurn } from './brain.ts'
import { stems } from './stems.ts'

/** What the user said last, in the forms that skills look at, and everything around it. */
export type Question = {
  /** As it was said or typed. */
  text: string
  /** Lower case, numbers as digits, no punctuation at the end. */
  plain: string
  /** Stems of its content words. */
  stems: Set<string>
  request: BrainRequest
  /** What was said before, oldest first. */
  before: BrainTurn[]
}

/** The question of a request; its text is empty when the user has said nothing yet. */
export function readQuestion(request: BrainRequest): Question {
  const index = request.turns.findLastIndex((turn) => turn.role === 'user')
  const turn = request.turns[index]
  const text = turn?.role === 'user' ? turn.text.trim() : ''
  const plain = wordsToNumbers(text.toLowerCase())
    .replaceAll(/[?!.,;:]+(?=\s|$)/g, '')
    .trim()
  return { text, plain, stems: stems(text), request, before: request.turns.slice(0, Math.max(index, 0)) }
}

/** One way to answer: an answer, or undefined if it is not for this skill. */
export type Skill = (question: Question) => { text: string } | undefined
