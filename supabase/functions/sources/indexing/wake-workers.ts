import { asServer } from '../../_shared/as-server.ts'
import { inBackground } from '../../_shared/in-background.ts'
import { postWork } from '../../_shared/post-work.ts'

/** Starts a chain of steps where a job is due: a new one, or one whose worker was killed. */
export function wakeWorkers(): void {
  inBackground('wake_workers', async () => {
    if (await asServer((ai) => ai.rpc('has_due_source_job'))) await postWork('sources')
  })
}
