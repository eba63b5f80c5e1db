import type { FunctionLog } from './function-log-line.ts'
import type { Lease } from './function-pool.ts'

/** What a request needs of the host: a place on a worker for a caller who may have it, and the log. */
export interface FunctionEntrance {
  log: FunctionLog
  /** @throws PlatformError when there is no such function, the caller is not let in, or no worker starts. */
  admit(name: string, method: string, header: (name: string) => string | null): Promise<Lease>
}
