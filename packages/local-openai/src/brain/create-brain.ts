import type { Brain, BrainAnswer } from './brain.ts'
import { callTool } from './call-tool.ts'
import { continueAnswers } from './continue-answers.ts'
import { readQuestion, type Skill } from './question.ts'
import { searchFor } from './search-for.ts'
import { answerFromGiven } from './skills/answer-from-given.ts'
import { calculate } from './skills/calculate.ts'
import { greet } from './skills/greet.ts'
import { quoteKnowledge } from './skills/quote-knowledge.ts'
import { rememberName } from './skills/remember-name.ts'
import { repeat } from './skills/repeat.ts'
import { smallTalk } from './skills/small-talk.ts'
import { tellTime } from './skills/tell-time.ts'
import { tellToolResult } from './skills/tell-tool-result.ts'

const SKILLS: Skill[] = [greet, rememberName, calculate, repeat, tellTime, smallTalk, answerFromGiven, quoteKnowledge]

/**
 * The stand-in's brain: rules, and sentences retrieved from the instructions. It is not a language model, generates
 * nothing and says so when it does not know. The same request gets the same answer, but for the time. Going on with an
 * answer that was broken off, it says only the rest.
 */
export function createBrain(): Brain {
  return continueAnswers((request): BrainAnswer => {
    const told = tellToolResult(request.turns)
    if (told !== undefined) return told
    const question = readQuestion(request)
    const call = callTool(question)
    if (call !== undefined) return call
    for (const skill of SKILLS) {
      const answer = skill(question)
      if (answer !== undefined) return answer
    }
    const search = searchFor(question)
    if (search !== undefined) return search
    return { text: 'I am sorry, I do not know that. I can answer only from what I was told.' }
  })
}
