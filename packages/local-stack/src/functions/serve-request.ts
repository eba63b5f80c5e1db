import { randomUUID } from 'node:crypto'
import type { FunctionEntrance } from './function-entrance.ts'
import { logRefusal } from './log-refusal.ts'
import { proxyRequest } from './proxy-request.ts'

/** Answers one HTTP request to a function, by its worker or with the platform's error, and logs it. */
export async function serveRequest(request: Request, name: string, entrance: FunctionEntrance): Promise<Response> {
  const requestId = randomUUID()
  const startedAt = performance.now()
  const what = `${request.method} ${new URL(request.url).pathname}`
  let release = () => {}
  try {
    const lease = await entrance.admit(name, request.method, (header) => request.headers.get(header))
    release = lease.release
    let status = 499
    const response = await proxyRequest(request, lease.worker, requestId, () => {
      release()
      const ms = Math.round(performance.now() - startedAt)
      if (status !== 499) lease.worker.log('info', 'request', `${what} ${status} ${ms} ms`, requestId)
    })
    status = response.status
    return response
  } catch (error) {
    release()
    // The client is gone: nobody reads this.
    if (request.signal.aborted) return new Response(null, { status: 499 })
    return logRefusal(error, { name, what, requestId }, entrance.log).toResponse()
  }
}
