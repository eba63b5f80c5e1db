import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startLocalOpenai } from '@parley/local-openai/start-local-openai'
import OpenAI from 'openai'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'
import type { Ready } from './stack-process.ts'
import { workerCpuMs } from './worker-cpu.ts'

const KEY = 'sk-bench'
const ANSWER = 'The library closes at nine in the evening, and opens at eight in the morning.'
const MESSAGES = [{ role: 'user' as const, content: 'When does the library close?' }]

type Timing = { first: number; total: number }

/**
 * What the gateway adds to an answer of the same provider asked directly (the control), one request after the other,
 * turn and turn about; and how many requests a second of its worker's CPU carries.
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      requests: { type: 'string', default: '300' },
      clients: { type: 'string', default: '8' },
      seconds: { type: 'string', default: '15' },
    },
  })
  const provider = await startLocalOpenai({ port: 0, apiKey: KEY, script: {}, brain: () => ({ text: ANSWER }) })
  const child = fork(fileURLToPath(new URL('./stack-process.ts', import.meta.url)), {
    env: { ...process.env, BENCH_OPENAI_KEY: KEY, BENCH_OPENAI_URL: provider.url },
  })
  const [{ baseURL, token }] = (await once(child, 'message')) as [Ready]
  const direct = new OpenAI({ apiKey: KEY, baseURL: provider.url, maxRetries: 0 })
  const gateway = new OpenAI({ apiKey: token, baseURL, maxRetries: 0 })
  try {
    printTable(await addedTime(direct, gateway, Number(values.requests)))
    console.log()
    const load = { clients: Number(values.clients), seconds: Number(values.seconds) }
    printTable([await throughput(gateway, load, child.pid ?? 0)])
  } finally {
    child.send('stop')
    await once(child, 'exit')
    await provider.stop()
  }
}

async function addedTime(direct: OpenAI, gateway: OpenAI, requests: number) {
  const timings: Record<'direct' | 'gateway', Timing[]> = { direct: [], gateway: [] }
  for (let turn = 0; turn < requests + 20; turn += 1) {
    const [control, through] = [await ask(direct), await ask(gateway)]
    // The first ones warm up connections and code.
    if (turn < 20) continue
    timings.direct.push(control)
    timings.gateway.push(through)
  }
  return (['first', 'total'] as const).map((what) => {
    const at = (way: 'direct' | 'gateway', q: number) =>
      quantile(
        timings[way].map((timing) => timing[what]),
        q,
      )
    const added = (q: number) => (at('gateway', q) - at('direct', q)).toFixed(1)
    return {
      'ms to': what === 'first' ? 'the first token' : 'the end',
      'direct p50 / p95': `${at('direct', 0.5).toFixed(1)} / ${at('direct', 0.95).toFixed(1)}`,
      'gateway p50 / p95': `${at('gateway', 0.5).toFixed(1)} / ${at('gateway', 0.95).toFixed(1)}`,
      'added p50 / p95': `${added(0.5)} / ${added(0.95)}`,
    }
  })
}

async function ask(openai: OpenAI): Promise<Timing> {
  const began = performance.now()
  const stream = await openai.chat.completions.create({ model: 'gpt-5.5-mini', messages: MESSAGES, stream: true })
  let first = 0
  for await (const chunk of stream) if (first === 0 && chunk.choices[0]?.delta.content) first = performance.now()
  return { first: first - began, total: performance.now() - began }
}

async function throughput(gateway: OpenAI, of: { clients: number; seconds: number }, stackPid: number) {
  const cpuBefore = workerCpuMs(stackPid, 'llm')
  const began = performance.now()
  let requests = 0
  await Promise.all(
    Array.from({ length: of.clients }, async () => {
      while (performance.now() - began < of.seconds * 1000) {
        await ask(gateway)
        requests += 1
      }
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const cpuSeconds = (workerCpuMs(stackPid, 'llm') - cpuBefore) / 1000
  return {
    clients: of.clients,
    'requests a second': (requests / seconds).toFixed(1),
    "worker's CPU ms a request": ((cpuSeconds * 1000) / requests).toFixed(1),
    "requests a second of the worker's core": (requests / cpuSeconds).toFixed(0),
  }
}
