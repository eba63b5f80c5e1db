import { tellHost } from './host-channel.ts'
import type { ConsoleLevel } from './worker-messages.ts'

const METHODS = { debug: 'debug', log: 'info', info: 'info', warn: 'warn', error: 'error' } satisfies Record<
  string,
  ConsoleLevel
>

interface DenoInternals {
  inspectArgs(args: unknown[], options: { colors: boolean }): string
}

/** Sends what the function writes to its console to the host, with its level, in Deno's own formatting. */
export function relayConsole(): void {
  const { inspectArgs } = denoInternals()
  for (const [method, level] of Object.entries(METHODS)) {
    const relay = (...args: unknown[]) =>
      tellHost({ type: 'log', level, message: inspectArgs(args, { colors: false }) })
    Object.defineProperty(console, method, { value: relay, writable: true, configurable: true })
  }
}

/** Not public, but the version of Deno is pinned. */
function denoInternals(): DenoInternals {
  const namespace = Deno as unknown as { internal: symbol } & Record<symbol, DenoInternals | undefined>
  const internals = namespace[namespace.internal]
  if (!internals) throw new Error('This version of Deno has no Deno[Deno.internal]; pin 2.1.4.')
  return internals
}
