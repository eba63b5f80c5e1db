import { ParleyError } from '@parley/shared/parley-error.ts'
import type { z } from 'zod'

/** More would take a worker's time and memory from the others that it serves. */
const MAX_BYTES = 4 * 1024 * 1024
/** So much more is read and thrown away: an answer to who is still sending may not arrive. */
const MAX_DISCARDED = 8 * MAX_BYTES

/**
 * The JSON body of a request, checked: what the schema does not know stays in.
 *
 * @throws {ParleyError} request_too_large, bad_request
 */
export async function readJson<T>(request: Request, schema: z.ZodType<T>): Promise<{ body: T; bytes: number }> {
  const { text, bytes } = await readText(request)
  const parsed = schema.safeParse(parse(text))
  if (parsed.success) return { body: parsed.data, bytes }
  const issues = parsed.error.issues.slice(0, 5).map(({ path, message }) => ({ path: path.join('.'), message }))
  throw new ParleyError('bad_request', { details: { issues } })
}

/** Counts as it reads: what a header says of the length is only said. */
async function readText(request: Request): Promise<{ text: string; bytes: number }> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength
    if (bytes <= MAX_BYTES) text += decoder.decode(chunk, { stream: true })
    else if (bytes > MAX_DISCARDED) break
    else text = ''
  }
  if (bytes > MAX_BYTES) throw new ParleyError('request_too_large', { details: { limit: MAX_BYTES } })
  return { text: text + decoder.decode(), bytes }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ParleyError('bad_request', { details: { issues: [{ path: '', message: 'The body is not JSON.' }] } })
  }
}
