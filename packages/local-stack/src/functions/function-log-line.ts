/** What a line of the functions log is about. */
export type FunctionLogKind = 'boot' | 'request' | 'console' | 'limit' | 'shutdown' | 'host'

export interface FunctionLogLine {
  time: Date
  level: 'debug' | 'info' | 'warn' | 'error'
  kind: FunctionLogKind
  /** Name of the function; absent on lines about the host itself. */
  function?: string
  /** Id of the worker process (its `SB_EXECUTION_ID`). */
  worker?: string
  /** Value of the `sb-request-id` header of the request and its response. */
  requestId?: string
  message: string
}

export type FunctionLog = (line: FunctionLogLine) => void
