import { rejects, deepStrictEqual as same } from 'node:assert'
import type { RunEvent } from '@parley/shared/agent-run.ts'
import { ParleyError } from '@parley/shared/parley-error.ts'
import type { SentRunEvent } from '../stream/encode-event.ts'
import { RunFeed } from '../stream/run-feed.ts'
import { RunJournal } from './run-journal.ts'
import type { RunLease } from './run-lease.ts'

/** A table of events whose saves last until they are let through. */
class Table {
  readonly rows: RunEvent[] = []
  readonly waiting: (() => void)[] = []
  fault: Error | null = null
  isSlow = false
  readonly lease = {
    saveEvents: (events: RunEvent[]) => this.#save(events),
    saveStep: (_: unknown, events: RunEvent[]) => this.#save(events),
  } as unknown as RunLease

  async #save(events: RunEvent[]): Promise<number> {
    if (this.isSlow) await new Promise<void>((resolve) => this.waiting.push(resolve))
    if (this.fault) throw this.fault
    this.rows.push(...structuredClone(events))
    return this.rows.length
  }
}

function open() {
  const table = new Table()
  const feed = new RunFeed({ run_id: 'run', session_id: 'session' }, 0)
  const told: string[] = []
  const tell = ({ type, seq, data }: SentRunEvent) =>
    told.push(type === 'text.delta' ? `${seq ?? 'live'} ${(data as { delta: string }).delta}` : `${seq} ${type}`)
  feed.follow(0, tell)
  const faults: unknown[] = []
  const journal = new RunJournal(table.lease, feed, (error) => faults.push(error))
  return { table, feed, told, tell, faults, journal }
}

const turn = () => new Promise((resolve) => setTimeout(resolve, 5))
const started: RunEvent = { type: 'step.started', data: { step: 1, model: 'm' } }
const step = { step: 1, text: 'ab', tool_calls: [], input_tokens: 1, output_tokens: 1, cost_micro_usd: 1 }
const text = (offset: number, delta: string) => ({ step: 1, offset, delta })

Deno.test('text is passed on at once, however long anything is being stored', async () => {
  const { table, told, journal } = open()
  table.isSlow = true
  journal.write(started)
  journal.writeText(text(0, 'a'))
  await turn()
  journal.writeText(text(1, 'b'))
  same(told, ['live a', 'live b'])
  table.isSlow = false
  table.waiting.shift()?.()
  await journal.settle()
  same(told.slice(2), ['1 step.started', '2 '])
})

Deno.test('text that begins anew waits until that is stored, then goes on at once, and is stored in one piece', async () => {
  const { table, told, journal } = open()
  table.isSlow = true
  journal.write({ type: 'run.resumed', data: { step: 1 } })
  journal.writeText(text(0, 'a'))
  await turn()
  same(told, [])
  table.waiting.shift()?.()
  await turn()
  same(told, ['1 run.resumed', 'live a'])
  journal.writeText(text(1, 'b'))
  same(told.at(-1), 'live b')
  table.isSlow = false
  await journal.settle()
  // Readers have the text: they learn that it is stored.
  same(told.slice(3), ['2 '])
  same(table.rows[1], { type: 'text.delta', data: text(0, 'ab') })
})

Deno.test('a reader who comes later has the same: what is stored, and what is not yet', async () => {
  const { feed, journal, tell, told } = open()
  journal.write(started)
  journal.writeText(text(0, 'a'))
  await journal.settle()
  journal.writeText(text(1, 'b'))
  told.length = 0
  feed.follow(0, tell)
  same(told, ['1 step.started', '2 a', 'live b'])
  told.length = 0
  feed.follow(2, tell)
  same(told, ['live b'])
  journal.stop()
})

Deno.test('a complete step takes the place of text that is not stored', async () => {
  const { table, journal } = open()
  journal.write(started)
  journal.writeText(text(0, 'a'))
  await journal.saveStep(step, [{ type: 'text.done', data: { step: 1, text: 'ab' } }])
  same(
    table.rows.map(({ type }) => type),
    ['step.started', 'text.done'],
  )
})

Deno.test('after a save that failed nothing is saved, and whoever waits learns why', async () => {
  const { table, journal, faults, told } = open()
  table.fault = new ParleyError('run_lease_lost')
  journal.write(started)
  await turn()
  table.fault = null
  journal.write(started)
  await rejects(journal.settle(), { code: 'run_lease_lost' })
  await rejects(journal.saveStep(step, []), { code: 'run_lease_lost' })
  same([faults.length, table.rows, told], [1, [], []])
})
