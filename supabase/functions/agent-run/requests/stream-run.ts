import { asParleyError } from '../../_shared/error-response.ts'
import { inBackground } from '../../_shared/in-background.ts'
import { log } from '../../_shared/log.ts'
import type { User } from '../../_shared/verify-user.ts'
import { EventStream } from '../stream/event-stream.ts'
import { followRun } from '../stream/follow-run.ts'
import { RunReader } from '../stream/run-reader.ts'

/**
 * A run's events behind a place, what is stored first, then as they happen. Ends after the run's last event. When it ends
 * before, the reader comes back with the last id that it has: to this worker's successor, for example.
 *
 * @throws {ParleyError} run_not_found
 */
export async function streamRun(user: User, runId: string, after: number): Promise<ReadableStream<Uint8Array>> {
  const stream = new EventStream()
  const reader = new RunReader(stream, user, runId, after)
  try {
    await reader.open()
  } catch (error) {
    stream.close()
    throw error
  }
  inBackground('run_stream', async () => {
    try {
      await followRun(reader)
    } catch (error) {
      log('warn', 'run_stream_broken', { run_id: runId, code: asParleyError(error).code })
    } finally {
      stream.close()
    }
  })
  return stream.body
}
