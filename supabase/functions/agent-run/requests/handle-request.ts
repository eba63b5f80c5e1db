import type { AgentRunRequest } from '@parley/shared/agent-run.ts'
import type { User } from '../../_shared/verify-user.ts'
import { wakeWorkers } from '../queue/wake-workers.ts'
import { cancelRun } from './cancel-run.ts'
import { decideApproval } from './decide-approval.ts'
import { retryRun } from './retry-run.ts'
import { startRun } from './start-run.ts'
import { streamRun } from './stream-run.ts'
import { submitOutput } from './submit-output.ts'

type Input = { user: User; body: AgentRunRequest; request: Request }

/**
 * What a person asks of their runs. Each request also sees to it that runs whose worker was killed go on, and those that
 * waited for too long: a decision that comes too late is refused, but its run is not left waiting.
 */
export async function handleRequest({ user, body, request }: Input): Promise<unknown> {
  try {
    return await answerTo(user, body, request)
  } finally {
    wakeWorkers()
  }
}

async function answerTo(user: User, body: AgentRunRequest, request: Request): Promise<unknown> {
  switch (body.action) {
    case 'start':
      return await startRun(user, body)
    case 'stream':
      return await streamRun(user, body.run_id, Math.max(body.after, lastEventId(request)))
    case 'cancel':
      return await cancelRun(user, body.run_id)
    case 'decide':
      return await decideApproval(user, body)
    case 'output':
      return await submitOutput(user, body)
    case 'retry':
      return await retryRun(user, body.run_id)
  }
}

/** Of a reader that comes back as browsers' `EventSource` does. */
function lastEventId(request: Request): number {
  const id = Number(request.headers.get('last-event-id'))
  return Number.isSafeInteger(id) && id > 0 ? id : 0
}
