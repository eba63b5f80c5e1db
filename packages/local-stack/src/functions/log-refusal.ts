import type { FunctionLog } from './function-log-line.ts'
import { PlatformError } from './platform-error.ts'

/** Writes to the log why a request was not answered by its function, and makes of it what the client is told. */
export function logRefusal(
  error: unknown,
  request: { name: string; what: string; requestId: string },
  log: FunctionLog,
): PlatformError {
  const refused = error instanceof PlatformError ? error : new PlatformError('WORKER_ERROR')
  const isCallers = refused.code.startsWith('UNAUTHORIZED') || refused.code === 'NOT_FOUND'
  const cause = refused === error ? '' : ` (${error})`
  log({
    time: new Date(),
    level: isCallers ? 'warn' : 'error',
    kind: 'request',
    function: request.name,
    requestId: request.requestId,
    message: `${request.what} ${refused.status} ${refused.code}${cause}`,
  })
  return refused
}
