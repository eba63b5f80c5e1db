import { ParleyError } from '@parley/shared/parley-error'
import { errorCode } from './error-sentence.ts'
import { supabase } from './supabase.ts'

/**
 * Asks an Edge Function as the signed-in person. What it answers is the caller's to check against its schema.
 *
 * @throws {ParleyError} What the function refused with; a `TypeError` when it could not be reached.
 * @example const { url } = sourceDownloadResponse.parse(await invokeFunction('sources', { action: 'download', source_id }))
 */
export async function invokeFunction(name: string, body: object, signal?: AbortSignal): Promise<unknown> {
  const { data, error } = await supabase.functions.invoke(name, { body, ...(signal ? { signal } : {}) })
  if (error) throw await answeredError(error)
  return data
}

/** supabase-js hands the answer of a refused request over as `context`. */
async function answeredError(error: unknown): Promise<unknown> {
  const { context } = error as { context?: Partial<Response> }
  if (typeof context?.json !== 'function') return new TypeError('Failed to fetch', { cause: error })
  const body: unknown = await context.json().catch(() => undefined)
  const code = errorCode((body as { error?: unknown } | undefined)?.error ?? body)
  return code ? new ParleyError(code, { cause: error }) : error
}
