import { asServer } from '../../_shared/as-server.ts'
import { inBackground } from '../../_shared/in-background.ts'
import { postWork } from '../../_shared/post-work.ts'

/** Has a worker take a run that is due after so many seconds: one that was let go, or whose worker was killed. */
export function wakeWorkers(afterSeconds = 0): void {
  inBackground('wake_workers', async () => {
    if (afterSeconds > 0) await new Promise((resolve) => setTimeout(resolve, afterSeconds * 1000))
    if (await asServer((ai) => ai.rpc('has_due_run'))) await postWork('agent-run')
  })
}
