import { Command, InvalidArgumentError, Option } from 'commander'
import { endWithProcess } from './cli/end-with-process.ts'
import { resetData } from './cli/reset-data.ts'
import { showLog } from './cli/show-log.ts'
import { findRunningStack } from './cli/stack-state.ts'
import { startDetached } from './cli/start-detached.ts'
import { formatStatus, statusValues } from './cli/status-values.ts'
import { stopRunningStack } from './cli/stop-running-stack.ts'
import { loadProjectKeys } from './project/project-keys.ts'
import { projectPaths } from './project/project-paths.ts'

const paths = projectPaths()
const program = new Command('pnpm stack').description('Supabase for this checkout, without Docker')
const asPort = (text: string) => {
  const port = Number(text)
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port
  throw new InvalidArgumentError('Not a port number.')
}

program
  .command('start')
  .description('start the stack and stay until Ctrl-C')
  .option('-d, --detach', 'leave it running in the background')
  .option('--api-port <port>', 'instead of [api] port in supabase/config.toml', asPort)
  .option('--db-port <port>', 'instead of [db] port', asPort)
  .option('--mailbox-port <port>', 'instead of [local_smtp] port', asPort)
  .action(async ({ detach, apiPort, dbPort, mailboxPort }) => {
    const ports = { api: apiPort, db: dbPort, mailbox: mailboxPort }
    if (detach) {
      if (!(await findRunningStack(paths.stateFile))) await startDetached(paths, portArguments(ports))
      return printStatus('pretty')
    }
    // Only this command needs all of the stack; the others should answer at once.
    const { runStack } = await import('./cli/run-stack.ts')
    const stack = await runStack({ ports })
    endWithProcess(stack.stop)
    console.log(`API      ${stack.apiUrl}\nDatabase ${stack.dbUrl}\nMailbox  ${stack.mailboxUrl}`)
    console.log('\nKeys: pnpm stack status. Functions log from here on; Ctrl-C ends the stack.')
  })

program
  .command('stop')
  .description('end the running stack; its data stays')
  .action(async () => {
    console.log((await stopRunningStack(paths)) ? 'Stopped.' : 'No stack runs in this checkout.')
  })

program
  .command('status')
  .description('show addresses and keys of the running stack')
  .addOption(new Option('-o, --output <format>', 'how').choices(['pretty', 'json', 'env']).default('pretty'))
  .action(({ output }) => printStatus(output))

program
  .command('reset')
  .description('drop all data; a stack that runs is stopped, and started anew')
  .action(async () => {
    const wasRunning = await stopRunningStack(paths)
    await resetData(paths)
    if (wasRunning) await startDetached(paths)
    console.log(wasRunning ? 'All data dropped; the stack runs anew.' : 'All data dropped.')
  })

program
  .command('logs')
  .description('show what functions logged')
  .option('-f, --follow', 'and what they log from now on', false)
  .option('-n, --lines <count>', 'how many lines', (text) => Number(text) || 50, 50)
  .action(({ follow, lines }) => showLog(paths.functionsLogFile, lines, follow))

async function printStatus(output: 'pretty' | 'json' | 'env'): Promise<void> {
  const state = await findRunningStack(paths.stateFile)
  if (!state) throw new Error('No stack runs in this checkout. Start it with: pnpm stack start')
  console.log(formatStatus(statusValues(state, await loadProjectKeys(paths.keysFile)), output))
}

function portArguments(ports: Record<string, number | undefined>): string[] {
  return Object.entries(ports).flatMap(([name, port]) => (port ? [`--${name}-port`, String(port)] : []))
}

await program.parseAsync().catch((error) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
