import type { ResponseCreate } from '../provider/response-sequencer.ts'
import type { Reconciled } from './reconcile-heard.ts'

/** As much of what was said as shows where to go on. */
const SAID_CHARS = 200

/**
 * What the agent owes the caller when a call goes on with another worker: the rest of an answer that the change broke
 * off, an answer to a turn that has none, the greeting when nothing was said yet. Null: it is the caller's turn.
 */
export function nextAnswer(
  { rows, brokenOff }: Pick<Reconciled, 'rows' | 'brokenOff'>,
  agent: { instructions: string; greeting: string },
): ResponseCreate | null {
  const last = rows.at(-1)
  if (last === undefined) return agent.greeting === '' ? null : say(agent.greeting)
  if (brokenOff !== null) return brokenOff.rest === '' ? goOn(brokenOff.said, agent.instructions) : say(brokenOff.rest)
  const waits = last.role === 'user' ? last.text !== '' : last.tool?.output !== undefined
  return waits ? { type: 'response.create' } : null
}

/** Lets the agent say exactly these words. */
export function say(text: string): ResponseCreate {
  const instructions = `Say exactly this and nothing else: “${text}”`
  return { type: 'response.create', response: { instructions } }
}

function goOn(said: string, instructions: string): ResponseCreate {
  const end = said.length > SAID_CHARS ? `…${said.slice(-SAID_CHARS)}` : said
  const task =
    'The connection broke while you were speaking. ' +
    `The caller heard your last answer up to “${end}”. Go on from there without repeating it.`
  return { type: 'response.create', response: { instructions: `${instructions}\n\n${task}` } }
}
