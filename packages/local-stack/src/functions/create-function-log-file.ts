import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import type { FunctionLogLine } from './function-log-line.ts'

/**
 * Appends the functions log to a file, one JSON object a line (for `jq`, tests and bug reports).
 *
 * @example const file = createFunctionLogFile('supabase/.temp/functions.log')
 */
export function createFunctionLogFile(path: string): { write(line: FunctionLogLine): void; close(): Promise<void> } {
  mkdirSync(dirname(path), { recursive: true })
  const stream = createWriteStream(path, { flags: 'a' })
  return {
    write: (line) => void stream.write(`${JSON.stringify(line)}\n`),
    close: () => new Promise((resolve) => stream.end(resolve)),
  }
}
