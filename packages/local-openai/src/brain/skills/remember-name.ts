import type { BrainTurn } from '../brain.ts'
import type { Skill } from '../question.ts'
import { textsOf } from '../texts-of.ts'

const INTRODUCTION = /\b(?:my name is|my name's|call me|i am called)\s+([a-zà-ÿ][a-zà-ÿ'-]+)/i
const ASKS = /\b(what is|what's|do you (remember|know)|tell me)\b.*\bmy name\b/

/** The name that the user last gave, capitalised. */
export function userName(turns: BrainTurn[]): string | undefined {
  const said = textsOf(turns, 'user').map((text) => INTRODUCTION.exec(text)?.[1])
  const name = said.findLast((found) => found !== undefined)
  return name === undefined ? undefined : name.charAt(0).toUpperCase() + name.slice(1)
}

/** Takes note of a name, and gives it back when asked. */
export const rememberName: Skill = ({ text, plain, request }) => {
  if (ASKS.test(plain)) {
    const name = userName(request.turns)
    return { text: name === undefined ? 'You have not told me your name yet.' : `Your name is ${name}.` }
  }
  if (!INTRODUCTION.test(text)) return undefined
  return { text: `Nice to meet you, ${userName(request.turns)}. How can I help you?` }
}
