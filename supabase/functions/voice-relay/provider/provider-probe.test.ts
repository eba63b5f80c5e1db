import { deepStrictEqual as deepEqual, strictEqual as equal } from 'node:assert'
import { ProviderProbe } from './provider-probe.ts'

function setUp() {
  const sent: object[] = []
  const heard: string[] = []
  const probe = new ProviderProbe({
    send: (event) => sent.push(event),
    onAnswer: () => heard.push('answer'),
    onSilence: () => heard.push('silence'),
  })
  return { probe, sent, heard }
}

Deno.test('asks one thing at a time, and keeps the answer to itself', () => {
  const { probe, sent, heard } = setUp()
  equal(probe.ask(), true)
  equal(probe.ask(), false)
  equal(probe.answered(), true)
  deepEqual([sent.length, heard], [1, ['answer']])
  equal(probe.ask(), true)
  probe.stop()
})

Deno.test('leaves the answers to the client to the client, in the order of the questions', () => {
  const { probe, heard } = setUp()
  probe.clientAsks()
  probe.ask()
  probe.clientAsks()
  deepEqual([probe.answered(), probe.answered(), probe.answered(), probe.answered()], [false, true, false, false])
  deepEqual(heard, ['answer'])
})
