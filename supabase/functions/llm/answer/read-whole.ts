import { ParleyError } from '@parley/shared/parley-error.ts'
import type { Answer } from '../upstream/ask-upstreams.ts'

/**
 * All of an answer, as text.
 *
 * @throws {ParleyError} upstream_unavailable where it breaks off
 */
export async function readWhole({ first, rest }: Answer): Promise<string> {
  const decoder = new TextDecoder()
  let text = decoder.decode(first, { stream: true })
  try {
    for (let next = await rest.read(); !next.done; next = await rest.read())
      text += decoder.decode(next.value, { stream: true })
  } catch (error) {
    throw new ParleyError('upstream_unavailable', { cause: error })
  }
  return text + decoder.decode()
}
