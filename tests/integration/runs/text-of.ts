import type { RunEvent } from '@parley/shared/agent-run'

/**
 * The text of every step as a reader has it who applies events in their order: pieces by their offset, whatever comes
 * twice once, and anew after `run.resumed`. Throws where a piece would leave a gap.
 */
export function textOf(events: readonly Pick<RunEvent, 'type' | 'data'>[]): string[] {
  const steps = new Map<number, string>()
  for (const event of events as RunEvent[]) {
    if (event.type === 'run.resumed') steps.delete(event.data.step)
    if (event.type === 'text.done') steps.set(event.data.step, event.data.text)
    if (event.type !== 'text.delta') continue
    const { step, offset, delta } = event.data
    const text = steps.get(step) ?? ''
    if (offset > text.length) throw new Error(`Step ${step} has ${text.length} characters, and goes on at ${offset}`)
    steps.set(step, text.slice(0, offset) + delta + text.slice(offset + delta.length))
  }
  return [...steps.entries()].sort(([a], [b]) => a - b).map(([, text]) => text)
}
