/** Why a worker is told to finish: the values that `beforeunload` carries in `event.detail.reason` when hosted. */
export type UnloadReason = 'cpu' | 'memory' | 'wall_clock' | 'early_drop' | 'termination'

export type ConsoleLevel = 'debug' | 'info' | 'warn' | 'error'

/** What the host writes to a worker's standard input, one JSON object a line. */
export type HostMessage =
  | { type: 'start'; entrypoint: string; env: Record<string, string> }
  /** Dispatch `beforeunload` and go on. */
  | { type: 'unload'; reason: UnloadReason }
  /** Nothing is in flight any more: unload and answer `droppable`, unless a `waitUntil` promise is pending. */
  | { type: 'drop' }

/** What a worker writes to its standard output, one JSON object a line behind `MESSAGE_MARK`. */
export type WorkerMessage =
  | { type: 'ready'; port: number }
  | { type: 'failed'; message: string }
  | { type: 'log'; level: ConsoleLevel; message: string }
  /** How many promises given to `EdgeRuntime.waitUntil` are pending now. */
  | { type: 'waiting'; count: number }
  | { type: 'unloaded'; reason: UnloadReason }
  | { type: 'droppable' }

/** Tells a message from whatever else the function writes to its standard output. */
export const MESSAGE_MARK = '\u001e'
