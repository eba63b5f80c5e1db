import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { FaultSchedule } from './fault-schedule.ts'

const DIRECTORY = new URL('../schedules/', import.meta.url)

/** Schedules that once failed: they are run before any new one. */
export function readSchedules(): FaultSchedule[] {
  mkdirSync(DIRECTORY, { recursive: true })
  const names = readdirSync(DIRECTORY).filter((name) => name.endsWith('.json'))
  return names.sort().map((name) => JSON.parse(readFileSync(new URL(name, DIRECTORY), 'utf8')).schedule)
}

/** Keeps a schedule that failed, with what was wrong. Returns its file's name. */
export function keepSchedule(schedule: FaultSchedule, found: string): string {
  const text = JSON.stringify(schedule)
  const name = `${createHash('sha256').update(text).digest('hex').slice(0, 12)}.json`
  writeFileSync(new URL(name, DIRECTORY), `${JSON.stringify({ found, schedule }, null, 2)}\n`)
  return name
}
