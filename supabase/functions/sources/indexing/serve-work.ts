import { inBackground } from '../../_shared/in-background.ts'
import { postWork } from '../../_shared/post-work.ts'
import { requireSecretKey } from '../../_shared/require-secret-key.ts'
import { takeStep } from './take-step.ts'

/**
 * `POST /functions/v1/sources/work`, for whoever has the project's secret key: this function itself, and a clock in the
 * database. Answers at once; then does one step of the job that has waited longest, and asks for the next.
 */
export async function serveWork(request: Request): Promise<Response> {
  const refusal = await requireSecretKey(request)
  if (refusal) return refusal
  inBackground('source_work', async () => {
    const next = await takeStep()
    if (next === 'none') return
    await new Promise((resolve) => setTimeout(resolve, next.inSeconds * 1000))
    await postWork('sources')
  })
  return new Response(null, { status: 202 })
}
