import { formatFunctionLogLine } from '@parley/local-stack/functions/format-function-log-line'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'

/** Holds what is logged back until `open` is called, so that the banner comes first and in one piece. */
export function createFunctionLogPrinter(print: (line: string) => void = console.log) {
  let held: string[] | undefined = []
  const note = (line: string) => {
    if (held) held.push(line)
    else print(line)
  }
  return {
    note,
    write: (line: FunctionLogLine) => note(formatFunctionLogLine(line, { color: process.stdout.isTTY })),
    open() {
      const lines = held ?? []
      held = undefined
      for (const line of lines) print(line)
    },
  }
}
