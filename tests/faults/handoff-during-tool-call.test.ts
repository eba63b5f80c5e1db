import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'vitest'
import { AGENT_SCRIPT, replyTo, UTTERANCE_MS, utteranceText } from './harness/agent-script.ts'
import { Caller } from './harness/caller.ts'
import { expectTranscript } from './harness/expect-transcript.ts'
import { killWorkers } from './harness/kill-workers.ts'
import { replaceWorker } from './harness/replace-worker.ts'
import { useFaultRig } from './harness/use-fault-rig.ts'

const TOOL = { type: 'function', name: 'find_order', description: 'Finds an order', parameters: { type: 'object' } }
const CALL = { calls: [{ name: 'find_order', arguments: '{}' }] }
const answered = { tool: { name: 'find_order', output: 'shipped' }, reply: 'The tool answered: shipped' }

const rig = useFaultRig({
  agentSpeedup: 1.5,
  script: {
    ...AGENT_SCRIPT,
    utterances: (n) => ({ ms: UTTERANCE_MS, text: utteranceText(n), reply: n === 1 ? CALL : replyTo(n) }),
  },
})

test.each([
  ['wants to be left', () => replaceWorker(rig), 300],
  ['wants to be left, and the tool is slow', () => replaceWorker(rig), 3_000],
  ['is killed', () => killWorkers(rig), 300],
])('a worker %s while a tool is at work: the answer knows its output, and is given once', async (_, change, toolMs) => {
  const caller = await Caller.dialAs(rig, { user: await rig.newUser([TOOL]) })
  await caller.say()
  const called = Promise.withResolvers<void>()
  caller.call.on('event', async (event) => {
    if (event.type !== 'response.output_item.done' || event.item.type !== 'function_call') return
    called.resolve()
    await sleep(toolMs)
    caller.call.answerFunction(event.item.call_id ?? '', 'shipped')
  })
  await caller.begin(answered)
  await called.promise
  await change()
  await caller.hear()
  await caller.say()
  await caller.hangUp()
  await expectTranscript(rig, caller.callId, caller.script)
})
