import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { readProcessUsage } from '@parley/local-stack/functions/read-process-usage'
import { type RunsRig, startRunsRig } from '../../integration/runs/start-runs-rig.ts'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'
import { askByRun } from './ask-by-run.ts'
import { askDirectly } from './ask-directly.ts'

/** From the request: until the first of the text was there, and until the answer was over. In milliseconds. */
export type Timing = { firstMs: number; totalMs: number }

/**
 * What a run of an agent adds to asking the provider directly, by turns and with the same messages: until the first text
 * and until the end; and the CPU time of its worker. The provider is the stand-in, which waits before it begins, and
 * pauses between words.
 *
 *     pnpm bench run overhead --runs 30 --words 60 --pace 25 --think 300
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      runs: { type: 'string', default: '30' },
      words: { type: 'string', default: '60' },
      pace: { type: 'string', default: '25' },
      think: { type: 'string', default: '300' },
    },
  })
  const rig = await startRunsRig()
  try {
    const person = await rig.newPerson('ada')
    const text = Array.from({ length: Number(values.words) }, (_, index) => `word${index}`).join(' ')
    rig.provider.answer = () => ({ text })
    rig.provider.faults = () => ({ paceMs: Number(values.pace), hold: sleep(Number(values.think)) })
    // The first run of a worker, which loads what it needs, and of a conversation's directly asked twin.
    await askByRun(rig, person)
    const before = cpuOf(rig)
    const direct: Timing[] = []
    const byRun: Timing[] = []
    for (let run = 0; run < Number(values.runs); run++) {
      byRun.push(await askByRun(rig, person))
      direct.push(await askDirectly(rig.provider))
    }
    printTable([row('first text', direct, byRun, 'firstMs'), row('whole answer', direct, byRun, 'totalMs')])
    const [stored] = await rig.sql()<{ rows: number }[]>`
      select count(*)::int as rows from ai.run_events where type = 'text.delta'`
    console.log(`\nCPU of the worker: ${((cpuOf(rig) - before) / byRun.length).toFixed(0)} ms a run.`)
    console.log(
      `Rows of text: ${((stored?.rows ?? 0) / (byRun.length + 1)).toFixed(1)} a run of ${values.words} words.`,
    )
  } finally {
    await rig.stop()
  }
}

function row(what: string, direct: Timing[], byRun: Timing[], key: keyof Timing): Record<string, string> {
  const at = (times: Timing[], q: number) =>
    quantile(
      times.map((time) => time[key]),
      q,
    )
  const both = (times: Timing[]) => `${at(times, 0.5).toFixed(0)} / ${at(times, 0.95).toFixed(0)}`
  return {
    until: what,
    'provider p50 / p95 ms': both(direct),
    'run p50 / p95 ms': both(byRun),
    'added p50 ms': (at(byRun, 0.5) - at(direct, 0.5)).toFixed(0),
    'ratio p50': (at(byRun, 0.5) / at(direct, 0.5)).toFixed(2),
  }
}

/** Of the thread that runs the function, in all workers of it that live. */
function cpuOf(rig: RunsRig): number {
  const workers = rig.stack?.functions.workers('agent-run') ?? []
  return workers.reduce((sum, { pid }) => sum + (readProcessUsage(pid)?.cpuMs ?? 0), 0)
}
