/**
 * Where a call of a server's tool is, in this worker. `opening`: its row is being written, or found. `held`: it must not
 * be run twice, so that the transcript has to hold it first. `waiting`: its person decides. `running`: the tool is at
 * work. `over`: the model has its output. `left`: the segment lets go of it.
 */
export type ToolCallState = 'opening' | 'held' | 'waiting' | 'running' | 'over' | 'left'

/** What moves it. `wait`, `hold`, `run`: what its row says is to be done. `settled`: what comes of it is known. */
export type ToolCallSignal = 'wait' | 'hold' | 'run' | 'settled' | 'leave'

const NEXT: Record<ToolCallState, Partial<Record<ToolCallSignal, ToolCallState>>> = {
  opening: { wait: 'waiting', hold: 'held', run: 'running', settled: 'over', leave: 'left' },
  held: { run: 'running', settled: 'over', leave: 'left' },
  waiting: { run: 'running', settled: 'over', leave: 'left' },
  running: { settled: 'over', leave: 'left' },
  over: {},
  left: {},
}

/** The state after a signal, or `undefined` where the signal means nothing (any more). */
export function nextToolCallState(state: ToolCallState, signal: ToolCallSignal): ToolCallState | undefined {
  return NEXT[state][signal]
}
