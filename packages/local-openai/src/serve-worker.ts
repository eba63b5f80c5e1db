import { parentPort } from 'node:worker_threads'
import type { WorkerAnswer } from './worker-pool.ts'

/** The worker's side of a {@link WorkerPool}: says that it is ready, then answers each job with what `handle` returns. */
export function serveWorker<Request>(handle: (request: Request) => unknown): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker thread.')
  port.on('message', async ({ id, request }: { id: number; request: Request }) => {
    try {
      port.postMessage({ id, result: await handle(request) } satisfies WorkerAnswer)
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies WorkerAnswer)
    }
  })
  port.postMessage({ id: -1 } satisfies WorkerAnswer)
}
