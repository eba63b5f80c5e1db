import { endWithProcess } from '@parley/local-stack/cli/end-with-process'
import { runStack } from '@parley/local-stack/cli/run-stack'
import { createFunctionLogPrinter } from './function-log-printer.ts'
import { nextFreePort } from './next-free-port.ts'
import { startWeb } from './start-web.ts'

/**
 * `pnpm dev`: the stack, the web app and, without a key of OpenAI's, the stand-in that answers calls; until Ctrl-C.
 * Prints addresses once everything answers.
 */
const started = performance.now()
const webPort = await nextFreePort(Number(process.env.PARLEY_WEB_PORT) || 5173)
const log = createFunctionLogPrinter()
const stops: (() => Promise<void>)[] = []

async function stopAll(): Promise<void> {
  for (const stop of stops.splice(0).reverse()) await stop()
}
endWithProcess(stopAll)

try {
  const allowedOrigins = [`http://127.0.0.1:${webPort}`, `http://localhost:${webPort}`]
  const stack = await runStack({ allowedOrigins, functionLog: log.write, log: log.note })
  stops.push(stack.stop)
  // Warm before anybody is invited: the first call should not be the one that compiles its functions.
  const warm = stack.warmFunctions(['call-session', 'voice-relay'])
  const web = await startWeb({ port: webPort, stack, onExit: () => process.kill(process.pid, 'SIGTERM') })
  if (web) stops.push(web.stop)
  await warm

  const answers = stack.openai
    ? 'the offline stand-in (set OPENAI_API_KEY for OpenAI)'
    : stack.functionsEnv.OPENAI_BASE_URL
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const rows = [
    ['App', web?.url ?? 'not built yet: apps/web has no index.html'],
    ['Mailbox', stack.mailboxUrl],
    ['API', stack.apiUrl],
    ['Database', stack.dbUrl],
    ['Calls', `answered by ${answers}`],
  ]
  const lines = rows.map(([name, value]) => `  ${name?.padEnd(10)}${value}`)
  console.log(`\n  Parley is up (${seconds} s)\n\n${lines.join('\n')}\n\n  Ctrl-C stops all. Functions log below.\n`)
  log.open()
  await stack.warmFunctions()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  await stopAll().catch(() => {})
  process.exit(1)
}
