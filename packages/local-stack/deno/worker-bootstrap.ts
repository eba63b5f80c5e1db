/**
 * The first module of every worker process: gives one Edge Function the surroundings that it has when hosted, then
 * serves it on a free port of 127.0.0.1. The host starts it and talks to it by standard input and output.
 */
import { captureServe, exportedHandler, type FunctionHandler } from './capture-handler.ts'
import { dispatchBeforeUnload, installEdgeRuntime, isWaiting } from './edge-runtime.ts'
import { checkUpgrade, watchUpgrades } from './guard-upgrade.ts'
import { hostMessages, tellHost } from './host-channel.ts'
import { relayConsole } from './relay-console.ts'
import { serveWithoutDelay } from './serve-without-delay.ts'
import type { HostMessage } from './worker-messages.ts'

const HANDLER_GRACE_MS = 1_000

for await (const message of hostMessages()) {
  if (message.type === 'start') start(message)
  if (message.type === 'unload') dispatchBeforeUnload(message.reason)
  if (message.type === 'drop' && !isWaiting()) {
    dispatchBeforeUnload('early_drop')
    tellHost({ type: 'droppable' })
  }
}
Deno.exit(0)

async function start({ entrypoint, env }: HostMessage & { type: 'start' }): Promise<void> {
  await replaceEnvironment(env)
  relayConsole()
  installEdgeRuntime()
  watchUpgrades()
  // Neither exists when hosted.
  Reflect.deleteProperty(globalThis, 'Worker')
  const served = captureServe()
  try {
    serve(exportedHandler(await import(entrypoint)) ?? (await withinGrace(served)))
  } catch (error) {
    tellHost({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    Deno.exit(1)
  }
}

/** Takes away what Deno itself needed from the host's environment, after it has used it. */
async function replaceEnvironment(env: Record<string, string>): Promise<void> {
  // Makes Deno read its certificate settings, which it does at the first use of the network.
  await fetch('http://127.0.0.1:1').catch(() => {})
  for (const name of Object.keys(Deno.env.toObject())) {
    if (!/_proxy$/i.test(name)) Deno.env.delete(name)
  }
  for (const [name, value] of Object.entries(env)) Deno.env.set(name, value)
}

function serve({ handler, onError }: FunctionHandler): void {
  const port = serveWithoutDelay(async (request, info) => checkUpgrade(request, await handler(request, info)), onError)
  tellHost({ type: 'ready', port })
}

function withinGrace(served: Promise<FunctionHandler>): Promise<FunctionHandler> {
  const late = new Promise<never>((_, reject) => {
    const message = 'The function neither has `export default { fetch }` nor calls Deno.serve(handler).'
    setTimeout(() => reject(new Error(message)), HANDLER_GRACE_MS)
  })
  return Promise.race([served, late])
}
