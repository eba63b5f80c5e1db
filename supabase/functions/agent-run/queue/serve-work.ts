import { inBackground } from '../../_shared/in-background.ts'
import { requireSecretKey } from '../../_shared/require-secret-key.ts'
import { driveRun } from './drive-run.ts'
import { wakeWorkers } from './wake-workers.ts'

/**
 * `POST /functions/v1/agent-run/work`, for whoever has the project's secret key: this function itself, and a clock in the
 * database. Answers at once, then takes the run that has waited longest; where more are due, it asks for another worker.
 */
export async function serveWork(request: Request): Promise<Response> {
  const refusal = await requireSecretKey(request)
  if (refusal) return refusal
  inBackground('run_work', async () => {
    if (await driveRun()) wakeWorkers()
  })
  return new Response(null, { status: 202 })
}
