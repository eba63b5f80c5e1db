import { parseArgs } from 'node:util'
import { type FaultRigOptions, startFaultRig } from '../../faults/harness/start-fault-rig.ts'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'
import { audibleGap } from './audible-gap.ts'
import { type Conversation, converse } from './converse.ts'

const minuteMs = 60_000
/** No worker of the control ever has to be left. */
const foreverMs = 6 * 60 * minuteMs

/**
 * One caller and one agent who talk without a pause, over workers that live for `--wall-clock` seconds; before it, as
 * the control, the same with one worker. Counts what was lost or doubled, and measures what can be heard.
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      minutes: { type: 'string', default: '5' },
      'control-minutes': { type: 'string', default: '1' },
      'wall-clock': { type: 'string', default: '20' },
      speedup: { type: 'string', default: '1' },
    },
  })
  const rig = { speedup: Number(values.speedup), agentSpeedup: 3 }
  const control = await hold({ ...rig, wallClockMs: foreverMs }, Number(values['control-minutes']), 'control')
  const wallClockMs = Number(values['wall-clock']) * 1000
  const moved = await hold({ ...rig, wallClockMs }, Number(values.minutes), 'hand-off')
  const usualMs = quantile(latencies(control), 0.5)
  console.log('')
  printTable([
    row('control', control, `${values['control-minutes']} min`, usualMs),
    row(`workers of ${values['wall-clock']} s`, moved, `${values.minutes} min`, usualMs),
  ])
  const problems = [...control.problems, ...moved.problems]
  for (const problem of problems) console.error(problem)
  if (problems.length > 0 || moved.lostMs > 0) process.exitCode = 1
}

async function hold(options: FaultRigOptions, minutes: number, name: string): Promise<Conversation> {
  const rig = await startFaultRig(options)
  const startedAt = performance.now()
  let turns = 0
  const progress = setInterval(() => {
    console.error(
      `${name}: ${((performance.now() - startedAt) / minuteMs).toFixed(1)} of ${minutes} min, ${turns} turns`,
    )
  }, minuteMs / 2)
  try {
    return await converse(rig, startedAt + minutes * minuteMs, () => {
      turns += 1
    })
  } finally {
    clearInterval(progress)
    await rig.stop()
  }
}

function latencies({ turns }: Conversation): number[] {
  return turns.map(({ latencyMs }) => latencyMs).filter((ms) => !Number.isNaN(ms))
}

function row(name: string, conversation: Conversation, time: string, usualMs: number) {
  const { handOvers, turns, segments, problems, lostMs, errors } = conversation
  const audible = handOvers.map(({ at }) => audibleGap(conversation, at, usualMs))
  const forwarding = handOvers.map(({ gapMs }) => gapMs)
  return {
    run: name,
    time,
    turns: turns.length,
    'workers in a row': segments.length,
    'hand-offs planned / not': `${handOvers.filter(({ planned }) => planned).length} / ${handOvers.filter(({ planned }) => !planned).length}`,
    'turns lost, doubled or out of order': problems.length,
    'microphone audio lost ms': lostMs,
    errors: errors.length,
    'audible gap p50 / p95 / max ms': spread(audible),
    'no frame forwarded for p50 / p95 / max ms': spread(forwarding),
    'answer after p50 / p95 ms': `${quantile(latencies(conversation), 0.5).toFixed(0)} / ${quantile(latencies(conversation), 0.95).toFixed(0)}`,
  }
}

function spread(samples: number[]): string {
  if (samples.length === 0) return '–'
  return [0.5, 0.95, 1].map((q) => quantile(samples, q).toFixed(0)).join(' / ')
}
