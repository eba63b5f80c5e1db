import { type ChildProcess, spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type HostMessage, MESSAGE_MARK, type WorkerMessage } from '../../deno/worker-messages.ts'
import { denoEnvironment } from './deno-environment.ts'
import { findDeno } from './find-deno.ts'
import { groupLines } from './group-lines.ts'
import type { FunctionDefinition } from './read-function-definitions.ts'

const BOOTSTRAP = fileURLToPath(new URL('../../deno/worker-bootstrap.ts', import.meta.url))

export interface DenoWorkerOptions {
  definition: FunctionDefinition
  /** Everything that the function's environment holds. */
  env: Record<string, string>
  /** The only folder that the function may read. */
  projectDir: string
  memoryMb: number | false
  onMessage(message: WorkerMessage): void
  /** What the process wrote past the channel: `stderr` is Deno's own word on uncaught errors. */
  onOutput(text: string, stream: 'stdout' | 'stderr'): void
}

export interface DenoWorker {
  pid: number | undefined
  send(message: HostMessage): void
  /** Ends the process at once; it cannot refuse. */
  kill(): void
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** Starts the process of one worker: Deno with the permissions that hosted functions have, running the bootstrap. */
export function spawnDenoWorker(options: DenoWorkerOptions): DenoWorker {
  // A process group of its own: Ctrl-C in the terminal must reach the host alone, which then ends the workers in order.
  const child = spawn(findDeno(), denoArguments(options), { env: denoEnvironment(), detached: true })
  const { promise: exited, resolve } = Promise.withResolvers<Awaited<DenoWorker['exited']>>()
  child.once('error', (error) => options.onOutput(String(error), 'stderr'))
  // 'close' and not 'exit': by then all output has been read.
  child.once('close', (code, signal) => resolve({ code, signal }))
  readOutput(child, options)
  child.stdin?.on('error', () => {})
  const worker: DenoWorker = {
    pid: child.pid,
    send: (message) => void child.stdin?.write(`${JSON.stringify(message)}\n`),
    kill: () => void child.kill('SIGKILL'),
    exited,
  }
  worker.send({ type: 'start', entrypoint: pathToFileURL(options.definition.entrypoint).href, env: options.env })
  return worker
}

function denoArguments({ definition, projectDir, memoryMb }: DenoWorkerOptions): string[] {
  const secrets = ['.env', '.env.local', 'supabase/.env', 'supabase/functions/.env', 'supabase/.temp', '.git']
  return [
    'run',
    '--quiet',
    '--no-prompt',
    '--no-lock',
    '--node-modules-dir=none',
    definition.denoConfig ? `--config=${definition.denoConfig}` : '--no-config',
    ...(definition.importMap ? [`--import-map=${definition.importMap}`] : []),
    ...(memoryMb === false ? [] : [`--v8-flags=--max-old-space-size=${memoryMb}`]),
    '--allow-net',
    '--allow-env',
    '--allow-sys',
    '--allow-import',
    `--allow-read=${[projectDir, dirname(definition.entrypoint)].join(',')}`,
    `--deny-read=${secrets.map((path) => join(projectDir, path)).join(',')}`,
    BOOTSTRAP,
  ]
}

function readOutput(child: ChildProcess, { onMessage, onOutput }: DenoWorkerOptions): void {
  if (!child.stdout || !child.stderr) return
  createInterface(child.stdout).on('line', (line) => {
    if (line.startsWith(MESSAGE_MARK)) onMessage(JSON.parse(line.slice(MESSAGE_MARK.length)))
    else onOutput(line, 'stdout')
  })
  groupLines(child.stderr, (text) => onOutput(text, 'stderr'))
}
