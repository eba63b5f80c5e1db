import { afterAll, expect, test } from 'vitest'
import { giveKnowledge } from '../knowledge/give-knowledge.ts'
import { startSlowEmbeddings } from '../knowledge/start-slow-embeddings.ts'
import type { TestUser } from '../stack-fixture.ts'
import { AGENT_SCRIPT, replyTo, UTTERANCE_MS, utteranceText } from './harness/agent-script.ts'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { killWorkers } from './harness/kill-workers.ts'
import { replaceWorker } from './harness/replace-worker.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const CALL = { calls: [{ name: 'search_knowledge', arguments: '{"query":"opening hours"}' }] }
const output = 'Nothing was found about “opening hours”. Say so, and do not guess.'
const answered = { tool: { name: 'search_knowledge', output }, reply: `The tool answered: ${output}` }

const embeddings = await startSlowEmbeddings()
afterAll(() => embeddings.stop())
const rig = useFaultRig({
  agentSpeedup: 1.5,
  functionsEnv: { OPENAI_BASE_URL: embeddings.url },
  script: {
    ...AGENT_SCRIPT,
    utterances: (n) => ({ ms: UTTERANCE_MS, text: utteranceText(n), reply: n === 1 ? CALL : replyTo(n) }),
  },
})

/** A user whose agent has a knowledge base with nothing in it. */
async function knowingUser(): Promise<TestUser> {
  const user = await rig.newUser()
  const [agent] = await rig.sql()`select id, organization_id from public.agents where created_by = ${user.id}`
  const { id, organization_id: organizationId } = agent as { id: string; organization_id: string }
  await giveKnowledge(rig.sql(), { organizationId, agentIds: [id], sourceIds: [] })
  return user
}

test.each([
  ['wants to be left', async () => replaceWorker(rig), 1],
  ['is killed', () => killWorkers(rig), 2],
])(
  'a worker %s while it searches: the answer knows what was found, and is given once',
  async (_, change, searches) => {
    const release = embeddings.hold()
    const before = embeddings.asked
    const caller = await Caller.dialAs(rig, { user: await knowingUser() })
    await caller.say()
    await caller.begin(answered)
    await expect.poll(() => embeddings.asked, { timeout: 20_000 }).toBe(before + 1)
    // What is stored of the call is what the next worker goes on from.
    await expect
      .poll(() => rig.sql()`select from public.messages where call_id = ${caller.callId} and role = 'tool'`, {
        timeout: 10_000,
      })
      .toHaveLength(1)
    await change()
    release()
    await caller.hear()
    await caller.say()
    await caller.hangUp()
    await expectTranscript(rig, caller.callId, caller.script)
    const calls = await rig.sql()`select status, attempts from ai.tool_calls where call_id = ${caller.callId}`
    expect(calls).toEqual([{ status: 'done', attempts: searches }])
  },
  120_000,
)
