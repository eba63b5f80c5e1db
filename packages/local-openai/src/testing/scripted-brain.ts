import type { Brain, BrainAnswer, BrainTurn } from '../brain/brain.ts'
import { continueAnswers } from '../brain/continue-answers.ts'

/**
 * Answers by the last thing that the user said or a tool answered, and by nothing else, so that a conversation that was
 * rebuilt in another session goes on as it would have. `replyTo` knows the script's replies.
 */
export function scriptedBrain(replyTo: (text: string) => string | BrainAnswer | undefined): Brain {
  return continueAnswers(({ turns }) => {
    const last = turns.findLast((turn) => turn.role === 'user' || turn.role === 'tool')
    const reply = last?.role === 'user' ? replyTo(last.text) : undefined
    if (reply === undefined) return { text: defaultReply(last) }
    return typeof reply === 'string' ? { text: reply } : reply
  })
}

function defaultReply(turn: BrainTurn | undefined): string {
  if (turn?.role === 'user') return `I heard: ${turn.text}`
  return turn?.role === 'tool' ? `The tool answered: ${turn.output}` : 'Hello.'
}
