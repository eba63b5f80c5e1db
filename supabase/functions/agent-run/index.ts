import { agentRunRequest } from '@parley/shared/agent-run.ts'
import { postFunction } from '../_shared/post-function.ts'
import { serveWork } from './queue/serve-work.ts'
import { handleRequest } from './requests/handle-request.ts'

/** Passages that are given to a run, and what a client's function gives back, are larger than other bodies. */
const MAX_BODY_BYTES = 1_500_000

const servePeople = postFunction(agentRunRequest, handleRequest, { maxBodyBytes: MAX_BODY_BYTES })

export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname.endsWith('/work') ? serveWork(request) : servePeople(request),
}
