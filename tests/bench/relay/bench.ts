import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createClient } from '@supabase/supabase-js'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'
import { type FramePolicy, framePolicy } from './caller-frames.ts'
import { relayPids, relayUsage } from './relay-process.ts'
import { TimedCaller } from './timed-caller.ts'
import { startTimedProvider, type TimedProvider } from './timed-provider.ts'

const openaiKey = 'sk-bench'
const warmUpMs = 6000
/** Callers begin within the longest frame, so that they do not march in step. */
const scatterMs = 200

type Stack = { apiUrl: string; publishableKey: string; secretKey: string; pid: number }
type Run = { calls: number; frames: FramePolicy; seconds: number }
type Samples = { up: number[]; down: number[]; turn: number[] }

/**
 * What the relay adds: the same calls straight to the stand-in (the control) and through the relay on Deno, in one
 * run, callers and provider on one clock.
 *
 *     pnpm bench relay                       1, 10 and 50 calls, in the frames of the browser client
 *     pnpm bench relay --calls 1 --frames client,20,200 --seconds 30
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      calls: { type: 'string', default: '1,10,50' },
      frames: { type: 'string', default: 'client' },
      seconds: { type: 'string', default: '30' },
    },
  })
  const policies = values.frames.split(',').map(framePolicy)
  const provider = await startTimedProvider(openaiKey)
  const { stack, stop } = await startStackProcess(provider)
  const rows: Record<string, string | number>[] = []
  for (const frames of policies) {
    for (const calls of values.calls.split(',').map(Number)) {
      rows.push(await compare({ calls, frames, seconds: Number(values.seconds) }, provider, stack))
      console.error(JSON.stringify(rows.at(-1)))
    }
  }
  await stop()
  await provider.stop()
  printTable(rows)
}

async function compare(run: Run, provider: TimedProvider, stack: Stack): Promise<Record<string, string | number>> {
  const direct = await hold(run, provider, async () => ({
    url: `${provider.realtimeUrl}?model=gpt-realtime-2.1`,
    protocols: ['realtime', `openai-insecure-api-key.${openaiKey}`],
    opening:
      '{"type":"session.update","session":{"type":"realtime","audio":{"input":{"turn_detection":{"type":"server_vad"}}}}}',
  }))
  const users = await Promise.all(Array.from({ length: run.calls }, () => signUp(stack)))
  const idle = relayUsage(relayPids(stack.pid))
  const relayed = await hold(
    run,
    provider,
    (index) => openCall(stack, users[index] ?? ''),
    () => relayUsage(relayPids(stack.pid)),
  )
  const minutes = (run.calls * run.seconds) / 60
  const [before, after] = [relayed.before, relayed.after]
  if (!before || !after) throw new Error('The relay was not measured.')
  const added = (key: 'up' | 'down', q: number) =>
    (quantile(relayed.samples[key], q) - quantile(direct.samples[key], q)).toFixed(2)
  return {
    calls: run.calls,
    frames: run.frames === 'client' ? 'client' : `${run.frames} ms`,
    'added up p50 / p99 ms': `${added('up', 0.5)} / ${added('up', 0.99)}`,
    'added down p50 / p99 ms': `${added('down', 0.5)} / ${added('down', 0.99)}`,
    'direct up p99, down p99 ms': `${quantile(direct.samples.up, 0.99).toFixed(2)}, ${quantile(direct.samples.down, 0.99).toFixed(2)}`,
    'speech end to first audio p50, direct / relayed ms': `${quantile(direct.samples.turn, 0.5).toFixed(0)} / ${quantile(relayed.samples.turn, 0.5).toFixed(0)}`,
    'CPU ms a relayed minute, main thread / process': `${((after.mainThreadMs - before.mainThreadMs) / minutes).toFixed(0)} / ${((after.cpuMs - before.cpuMs) / minutes).toFixed(0)}`,
    'memory MB a call': ((after.memoryMb - idle.memoryMb) / run.calls).toFixed(1),
    'frames up / down': `${relayed.samples.up.length} / ${relayed.samples.down.length}`,
  }
}

type Target = { url: string; protocols: string[]; opening?: string }
let nextCall = 1

/** Holds `run.calls` calls for `run.seconds` after a warm-up, reading `usage` at both ends of the measured time. */
async function hold<Usage>(
  run: Run,
  provider: TimedProvider,
  target: (index: number) => Promise<Target>,
  usage?: () => Usage,
): Promise<{ samples: Samples; before: Usage | undefined; after: Usage | undefined }> {
  const callers: TimedCaller[] = []
  for (let index = 0; index < run.calls; index++) {
    const options = { call: nextCall++, frames: run.frames, ...(await target(index)) }
    const caller = await TimedCaller.connect(options, provider)
    callers.push(caller)
    setTimeout(() => caller.speak(), (index * scatterMs) / run.calls)
  }
  await sleep(warmUpMs)
  for (const caller of callers) caller.measure()
  const before = usage?.()
  await sleep(run.seconds * 1000)
  const after = usage?.()
  for (const caller of callers) caller.end()
  await sleep(500)
  const all = (key: keyof Samples) => callers.flatMap((caller) => caller.samples[key])
  return { samples: { up: all('up'), down: all('down'), turn: all('turn') }, before, after }
}

async function openCall(stack: Stack, token: string): Promise<Target> {
  const response = await fetch(`${stack.apiUrl}/functions/v1/call-session`, {
    method: 'POST',
    headers: { apikey: stack.publishableKey, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  })
  if (!response.ok) throw new Error(`call-session answered ${response.status}: ${await response.text()}`)
  const { url, ticket } = (await response.json()) as { url: string; ticket: string }
  return { url, protocols: ['realtime', `parley-ticket.${ticket}`] }
}

/** A new user without a greeting, so that both kinds of calls are the same. */
async function signUp(stack: Stack): Promise<string> {
  const admin = createClient(stack.apiUrl, stack.secretKey, { auth: { persistSession: false } })
  const credentials = { email: `${crypto.randomUUID()}@example.com`, password: 'a long password' }
  const made = await admin.auth.admin.createUser({ ...credentials, email_confirm: true })
  if (made.error) throw made.error
  const client = createClient(stack.apiUrl, stack.publishableKey, { auth: { persistSession: false } })
  const { data, error } = await client.auth.signInWithPassword(credentials)
  if (error) throw error
  await admin.from('agents').update({ greeting: '' }).eq('created_by', data.session.user.id).throwOnError()
  return data.session.access_token
}

async function startStackProcess(provider: TimedProvider): Promise<{ stack: Stack; stop(): Promise<void> }> {
  const child = fork(fileURLToPath(new URL('./stack-process.ts', import.meta.url)), {
    env: {
      ...process.env,
      BENCH_OPENAI_KEY: openaiKey,
      BENCH_OPENAI_URL: provider.url,
      BENCH_REALTIME_URL: provider.realtimeUrl,
    },
  })
  const [message] = (await once(child, 'message')) as [Omit<Stack, 'pid'>]
  const stop = async () => {
    const exited = once(child, 'exit')
    child.send('stop')
    await exited
  }
  return { stack: { ...message, pid: child.pid ?? 0 }, stop }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
