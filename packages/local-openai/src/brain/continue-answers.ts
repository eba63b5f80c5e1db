import type { Brain, BrainAnswer, BrainRequest, BrainTurn } from './brain.ts'

const EXACTLY = /\bsay exactly this and nothing else:\s*["“](.+)["”]/is

/**
 * What every brain does with two orders that an answer may come with. `Say exactly this and nothing else: “…”`, as the
 * instructions of that answer alone, is obeyed. Asked to speak after an answer that was broken off, i.e. when what the
 * assistant said last begins what it would say to the turn before, it says only the rest.
 */
export function continueAnswers(think: Brain): Brain {
  return async (request) => {
    const words = request.sessionInstructions === undefined ? undefined : EXACTLY.exec(request.instructions)?.[1]
    if (words !== undefined) return { text: words.trim() }
    return (await restOfAnswer(think, request)) ?? think(request)
  }
}

async function restOfAnswer(think: Brain, request: BrainRequest): Promise<BrainAnswer | undefined> {
  const broken = brokenOff(request.turns)
  if (broken === undefined) return undefined
  const { sessionInstructions, ...asked } = request
  const instructions = sessionInstructions ?? request.instructions
  const { text, ...answer } = await think({ ...asked, instructions, turns: broken.before })
  const rest = afterPrefix(text ?? '', broken.said)
  if (rest === undefined || (rest === '' && answer.calls === undefined)) return undefined
  return rest === '' ? answer : { ...answer, text: rest }
}

/** What the assistant has said since anybody else did, and everything but that. */
function brokenOff(turns: BrainTurn[]): { said: string; before: BrainTurn[] } | undefined {
  const other = turns.findLastIndex(({ role }) => role !== 'assistant' && role !== 'system')
  const said = turns.slice(other + 1).flatMap((turn) => (turn.role === 'assistant' ? [turn.text] : []))
  if (said.length === 0) return undefined
  return { said: said.join(' '), before: turns.filter((turn, index) => index <= other || turn.role !== 'assistant') }
}

/** The text after a beginning that may be spaced differently; undefined when it begins otherwise. */
function afterPrefix(text: string, beginning: string): string | undefined {
  const letters = [...beginning.replaceAll(/\s+/g, '')]
  let at = 0
  for (const letter of letters) {
    while (/\s/.test(text.charAt(at))) at += 1
    if (!text.startsWith(letter, at)) return undefined
    at += letter.length
  }
  return text.slice(at).trim()
}
