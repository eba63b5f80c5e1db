import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Conversation, converse, type Line } from '../handoff/converse.ts'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'
import { startStackProcess } from './start-stack-process.ts'
import type { WorkerUsage } from './worker-meter.ts'

const minuteMs = 60_000
const foreverMs = 6 * 60 * minuteMs

/**
 * Many callers at once who talk without a pause while workers come and go; before it, as the control, the same callers
 * with one worker. Says what a relayed minute costs, whether memory grows, and what is left when all have hung up.
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      calls: { type: 'string', default: '50' },
      minutes: { type: 'string', default: '10' },
      'control-minutes': { type: 'string', default: '2' },
      'wall-clock': { type: 'string', default: '150' },
    },
  })
  const calls = Number(values.calls)
  const wallClockMs = Number(values['wall-clock']) * 1000
  const control = await soak(calls, Number(values['control-minutes']), foreverMs)
  const moved = await soak(calls, Number(values.minutes), wallClockMs)
  printTable([
    { run: `one worker, ${values['control-minutes']} min`, ...control },
    { run: `workers of ${values['wall-clock']} s, ${values.minutes} min`, ...moved },
  ])
}

async function soak(calls: number, minutes: number, wallClockMs: number) {
  const stack = await startStackProcess({ calls, speedup: 1, agentSpeedup: 3, wallClockMs, leftWithinMs: 30_000 })
  const startedAt = performance.now()
  let turns = 0
  const progress = setInterval(() => {
    console.error(`${((performance.now() - startedAt) / minuteMs).toFixed(1)} of ${minutes} min, ${turns} turns`)
  }, minuteMs / 2)
  try {
    const onTurn = () => {
      turns += 1
    }
    const conversations = await holdAll(stack.line, calls, startedAt + minutes * minuteMs, onTurn)
    const { usage, left } = await stack.report()
    return report(conversations, usage, left)
  } finally {
    clearInterval(progress)
    await stack.stop()
  }
}

/** They begin one after the other: nobody's calls begin all at once. */
async function holdAll(line: Line, calls: number, until: number, onTurn: () => void): Promise<Conversation[]> {
  const conversations: Promise<Conversation>[] = []
  for (let index = 0; index < calls; index++) {
    conversations.push(converse(line, until, onTurn))
    await sleep(200)
  }
  const results = await Promise.allSettled(conversations)
  for (const result of results) if (result.status === 'rejected') console.error(String(result.reason).split(';')[0])
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
}

function report(conversations: Conversation[], usage: WorkerUsage, left: string) {
  const handOvers = conversations.flatMap((conversation) => conversation.handOvers)
  const problems = conversations.flatMap((conversation) => conversation.problems)
  for (const problem of problems.slice(0, 20)) console.error(problem)
  const gaps = handOvers.map(({ gapMs }) => gapMs)
  return {
    'calls that came to their end': conversations.length,
    turns: conversations.reduce((sum, { turns }) => sum + turns.length, 0),
    workers: usage.workers,
    'hand-offs planned / not': `${handOvers.filter(({ planned }) => planned).length} / ${handOvers.filter(({ planned }) => !planned).length}`,
    'turns wrong': problems.length,
    'no frame forwarded for p50 / p95 / max ms':
      gaps.length === 0 ? '–' : [0.5, 0.95, 1].map((q) => quantile(gaps, q).toFixed(0)).join(' / '),
    'CPU ms a relayed minute': (usage.cpuMs / (usage.minutes * conversations.length)).toFixed(0),
    'most memory of each worker MB': usage.peaksMb.map((peak) => peak.toFixed(0)).join(', '),
    'left behind': left,
  }
}
