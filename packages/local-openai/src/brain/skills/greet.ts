import type { Skill } from '../question.ts'
import { userName } from './remember-name.ts'

const GREETING = /^(hello|hi|hey|good (morning|afternoon|evening))( (there|again|mia|everyone))?$/

/** Opens a conversation: with the greeting that the instructions quote, if they do. Answers greetings. */
export const greet: Skill = ({ plain, text, request, before }) => {
  if (text !== '' && !GREETING.test(plain)) return undefined
  const spokenBefore = before.some((turn) => turn.role === 'assistant')
  if (text === '' && request.turns.some((turn) => turn.role === 'user')) {
    return { text: 'Sorry, I did not catch that. Could you say it again?' }
  }
  const quoted = /\b(?:greet|greeting|begin|start|open|say)[^"“\n]{0,60}["“]([^"”]+)["”]/i.exec(
    request.instructions,
  )?.[1]
  if (quoted !== undefined && !spokenBefore) return { text: quoted }
  const name = userName(request.turns)
  return { text: `Hello${name === undefined ? '' : `, ${name}`}! How can I help you?` }
}
