import { createFunctionLogFile } from '../functions/create-function-log-file.ts'
import { formatFunctionLogLine } from '../functions/format-function-log-line.ts'
import { checkoutDatabase } from '../project/checkout-database.ts'
import { projectPaths } from '../project/project-paths.ts'
import type { StackOptions } from '../stack-options.ts'
import { type Stack, startStack } from '../start-stack.ts'
import { clearStackState, findRunningStack, writeStackState } from './stack-state.ts'

/**
 * Starts the stack of this checkout in this process, for people: functions log to the terminal and to a file, and
 * other commands find it. Rejects when it runs already.
 */
export async function runStack(options: StackOptions = {}): Promise<Stack> {
  const paths = projectPaths(options.projectDir)
  const running = await findRunningStack(paths.stateFile)
  if (running)
    throw new Error(`The stack runs already: ${running.apiUrl} (process ${running.pid}). End it with: pnpm stack stop`)
  const serverUrl = process.env.PARLEY_DB_URL
  const logFile = createFunctionLogFile(paths.functionsLogFile)
  const stack = await startStack({
    log: (line) => console.log(line),
    functionLog: (line) => {
      logFile.write(line)
      console.log(formatFunctionLogLine(line, { color: process.stdout.isTTY }))
    },
    ...options,
    databaseUrl: serverUrl ? await checkoutDatabase(serverUrl, paths) : undefined,
  })
  writeStackState(paths.stateFile, stack)
  return {
    ...stack,
    async stop() {
      clearStackState(paths.stateFile)
      await stack.stop()
      await logFile.close()
    },
  }
}
