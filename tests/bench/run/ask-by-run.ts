import type { RunsRig } from '../../integration/runs/start-runs-rig.ts'
import type { Timing } from './measure-overhead.ts'

/** Asks an agent, in a new conversation, and reads its stream to the end. */
export async function askByRun(rig: RunsRig, person: Awaited<ReturnType<RunsRig['newPerson']>>): Promise<Timing> {
  const startedAt = performance.now()
  const stream = await rig.stream(person.user, { action: 'start', agent_id: person.agentId, text: 'Say your words.' })
  const events = await stream.all()
  const first = events.find(({ type }) => type === 'text.delta')
  const last = events.at(-1)
  if (!first || last?.type !== 'run.done' || last.data.status !== 'completed')
    throw new Error('The run did not answer.')
  return { firstMs: first.at - startedAt, totalMs: last.at - startedAt }
}
