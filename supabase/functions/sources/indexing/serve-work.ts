import { ParleyError } from '@parley/shared/parley-error.ts'
import { verifyCredentials } from '@supabase/server/core'
import { errorResponse } from '../../_shared/error-response.ts'
import { inBackground } from './in-background.ts'
import { postWork } from './post-work.ts'
import { takeStep } from './take-step.ts'

/**
 * `POST /functions/v1/sources/work`, for whoever has the project's secret key (compared in constant time): this function
 * itself, and a clock in the database. Answers at once; then does one step of the job that has waited longest, and asks
 * for the next.
 */
export async function serveWork(request: Request): Promise<Response> {
  const apikey = request.headers.get('apikey')
  const { error } = await verifyCredentials({ token: null, apikey }, { auth: 'secret' })
  if (error) return errorResponse(new ParleyError('not_authenticated'), crypto.randomUUID(), {})
  inBackground('source_work', async () => {
    const next = await takeStep()
    if (next === 'none') return
    await new Promise((resolve) => setTimeout(resolve, next.inSeconds * 1000))
    await postWork()
  })
  return new Response(null, { status: 202 })
}
