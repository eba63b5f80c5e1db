import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { SupabaseClient } from '@supabase/supabase-js'
import { printTable } from '../print-table.ts'
import { quantile } from '../quantile.ts'
import { type OpenRun, openRuns } from './open-runs.ts'

/** As long a piece of an answer as a worker stores at once. */
const PIECE = 'a sentence of an answer, as long as they are '

interface Measured {
  stored: number
  heard: number
  seconds: number
  saveMs: number[]
  delayMs: number[]
}

/**
 * How many events a second are stored and told: workers store events of many runs over the data API, as they do, at a
 * rate that is raised until it is not held any more; devices hear them on private channels. Held is a rate of which
 * everything is stored and heard, the last save a second late at most, and 95 of 100 within a second. The control stores
 * the same and tells nobody.
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      people: { type: 'string', default: '20' },
      devices: { type: 'string', default: '2' },
      seconds: { type: 'string', default: '10' },
      rates: { type: 'string', default: '25,50,100,200,400,800' },
    },
  })
  let measured = noneYet()
  const { stack, worker, runs } = await openRuns(Number(values.people), Number(values.devices), (data) => {
    measured.heard += 1
    measured.delayMs.push(Date.now() - Number(data.at))
  })
  const sql = stack.sql()
  const rows: Record<string, string | number>[] = []
  try {
    // so that nothing is slow because it is the first
    await storeAt(25, 5, worker, runs, noneYet())
    for (const told of [false, true]) {
      await sql.unsafe(`alter table ai.run_events ${told ? 'enable' : 'disable'} trigger run_events_tell`)
      for (const rate of values.rates.split(',').map(Number)) {
        measured = noneYet()
        await storeAt(rate, Number(values.seconds), worker, runs, measured)
        const audience = told ? Number(values.devices) : 0
        await heardOrLate(measured, audience)
        const row = rowOf({ rate, audience, seconds: Number(values.seconds) }, measured)
        console.error(JSON.stringify(row))
        rows.push(row)
        if (row.held === 'no') break
      }
    }
  } finally {
    await stack.stop()
  }
  console.log('')
  printTable(rows)
}

const noneYet = (): Measured => ({ stored: 0, heard: 0, seconds: 0, saveMs: [], delayMs: [] })

/** Stores events of all runs in turn, evenly, each run one save at a time: what comes meanwhile goes with the next. */
async function storeAt(rate: number, seconds: number, worker: SupabaseClient, runs: OpenRun[], measured: Measured) {
  const startedAt = performance.now()
  const until = startedAt + seconds * 1000
  const eachMs = (1000 * runs.length) / rate
  await Promise.all(
    runs.map(async ({ lease }, i) => {
      let due = startedAt + (eachMs * i) / runs.length
      while (due < until) {
        await sleep(Math.max(0, due - performance.now()))
        const events = []
        for (; due <= performance.now() && due < until; due += eachMs) {
          events.push({ type: 'text.delta', data: { step: 1, offset: 0, delta: PIECE, at: Date.now() } })
        }
        if (events.length === 0) continue
        const savedAt = performance.now()
        const { error } = await worker
          .schema('ai')
          .rpc('save_run_events', { ...lease, p_lease_seconds: 3600, p_events: events })
        if (error) throw error
        measured.saveMs.push(performance.now() - savedAt)
        measured.stored += events.length
      }
    }),
  )
  measured.seconds = (performance.now() - startedAt) / 1000
}

async function heardOrLate(measured: Measured, audience: number): Promise<void> {
  const until = performance.now() + 20_000
  while (measured.heard < measured.stored * audience && performance.now() < until) await sleep(100)
}

function rowOf(asked: { rate: number; audience: number; seconds: number }, measured: Measured) {
  const { stored, heard, seconds, saveMs, delayMs } = measured
  const { rate, audience } = asked
  const told = audience > 0
  const isInTime = seconds <= asked.seconds + 1 && quantile(told ? delayMs : saveMs, 0.95) <= 1000
  const isHeld = isInTime && heard === stored * audience
  const of = (samples: number[]) => [0.5, 0.95].map((q) => quantile(samples, q).toFixed(0)).join(' / ')
  return {
    run: told ? 'stored and told' : 'control: stored',
    'events/s asked': rate,
    'rows/s': (stored / seconds).toFixed(0),
    'messages/s at devices': told ? (heard / seconds).toFixed(0) : '–',
    'events a save': (stored / saveMs.length).toFixed(1),
    'save p50 / p95 ms': of(saveMs),
    'at devices after p50 / p95 ms': told ? of(delayMs) : '–',
    held: isHeld ? 'yes' : 'no',
  }
}
