/** What one worker may use. The defaults are those of the hosted platform (paid plan). */
export interface FunctionLimits {
  /** Life of a worker. At 50 % it is retired, at 90 % it gets `beforeunload`, at 100 % it is killed. */
  wallClockMs: number
  /**
   * CPU time between the start of a request and the start of the next. At `softMs` the worker is retired, at 90 % of
   * `hardMs` it gets `beforeunload`, at `hardMs` it is killed. `false`: not measured.
   */
  cpu: { softMs: number; hardMs: number } | false
  /** Memory in MiB; at 90 % the worker gets `beforeunload`, beyond 100 % it is killed. `false`: not measured. */
  memoryMb: number | false
  /** Time until the head of the response. After it the client gets 504. */
  firstByteMs: number
  /** Time to start, download of dependencies included. After it the client gets 503. Not a hosted limit. */
  bootMs: number
}

export const HOSTED_LIMITS: FunctionLimits = {
  wallClockMs: 400_000,
  cpu: { softMs: 1_000, hardMs: 2_000 },
  memoryMb: 256,
  firstByteMs: 150_000,
  bootMs: 60_000,
}
