import type { Answer } from '../upstream/ask-upstreams.ts'
import { settleLater } from './open-holds.ts'
import { readWhole } from './read-whole.ts'
import { usageOf } from './usage-of.ts'

/**
 * An answer in one piece, as it came. Where it says nothing of its usage, or breaks off, it costs what was put by.
 *
 * @throws {ParleyError} upstream_unavailable
 */
export async function wholeAnswer(answer: Answer, holdId: string): Promise<Response> {
  try {
    const text = await readWhole(answer)
    settleLater(holdId, usageOf(usageIn(text)))
    return new Response(text, { headers: { 'content-type': 'application/json' } })
  } catch (error) {
    settleLater(holdId, null)
    throw error
  }
}

function usageIn(text: string): unknown {
  try {
    return JSON.parse(text).usage
  } catch {
    return undefined
  }
}
