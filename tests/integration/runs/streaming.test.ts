import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type RunsRig, startRunsRig } from './start-runs-rig.ts'
import { textOf } from './text-of.ts'

let rig: RunsRig
let ada: Awaited<ReturnType<RunsRig['newPerson']>>

vi.setConfig({ testTimeout: 90_000 })
beforeAll(async () => {
  rig = await startRunsRig()
  ada = await rig.newPerson('ada')
})
afterAll(() => rig?.stop())
beforeEach(() => rig.provider.reset())

const WORDS = Array.from({ length: 40 }, (_, index) => `word${index}`).join(' ')

test('an answer arrives in pieces before its end, and stands in rows as it was read', async () => {
  rig.provider.answer = () => ({ text: WORDS })
  rig.provider.faults = () => ({ paceMs: 40 })
  const { events, runId } = await rig.run(ada, 'Count, please.')
  const pieces = events.filter(({ type, seq }) => type === 'text.delta' && seq === null)
  expect(pieces.length).toBeGreaterThan(10)
  expect((events.at(-1)?.at ?? 0) - (pieces[0]?.at ?? 0)).toBeGreaterThan(800)
  expect(textOf(events)).toEqual([WORDS])
  expect(events.map(({ type }) => type).filter((type) => type !== 'text.delta')).toEqual([
    'run.started',
    'step.started',
    'text.done',
    'step.done',
    'run.done',
  ])
  const stored = await rig.stored(runId)
  expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1))
  expect(events.flatMap(({ id }) => id ?? [])).toEqual(stored.map(({ seq }) => seq))
  expect(textOf(stored)).toEqual([WORDS])
  expect(await rig.row(runId)).toMatchObject({ status: 'completed', error_code: null, steps: 1 })
})
