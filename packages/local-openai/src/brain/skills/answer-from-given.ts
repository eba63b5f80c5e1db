import { answerFromPassages } from '../answer-from-passages.ts'
import { readPassages } from '../passages.ts'
import type { Skill } from '../question.ts'

/** Answers from numbered quotations that stand right before the question, as if it had searched for them. */
export const answerFromGiven: Skill = ({ before, text }) => {
  const given = before.at(-1)
  const passages = given?.role === 'user' ? readPassages(given.text) : undefined
  const answer = passages && answerFromPassages(passages, text)
  return answer === undefined ? undefined : { text: answer }
}
