import { expect, test } from 'vitest'
import { HeardAnswers } from './heard-answers.ts'
import type { ServerEvent } from './server-event.ts'

const audio = (item_id: string, bytes: number) =>
  ({ type: 'response.output_audio.delta', item_id, delta: Buffer.alloc(bytes).toString('base64') }) as ServerEvent

test('it counts what came, rounded down, and where the caller cut', () => {
  const heard = new HeardAnswers()
  for (const event of [audio('a1', 4_801), audio('a1', 46), audio('a2', 48_000)]) heard.apply(event)
  heard.cut('a2', 400)
  heard.apply(audio('a2', 9_600))
  expect(heard.list).toEqual([
    { item_id: 'a1', audio_ms: 100 },
    { item_id: 'a2', audio_ms: 400, cut: true },
  ])
})

test('it names the last eight, oldest first, and none that never was', () => {
  const heard = new HeardAnswers()
  for (let answer = 1; answer <= 10; answer++) heard.apply(audio(`a${answer}`, 48))
  heard.forget('a10')
  expect(heard.list.map((answer) => answer.item_id)).toEqual(['a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9'])
})

test('a written answer came as a whole, or not', () => {
  const heard = new HeardAnswers()
  heard.apply({ type: 'response.output_text.delta', item_id: 'a1', delta: 'Hi' } as ServerEvent)
  expect(heard.list).toEqual([])
  heard.apply({ type: 'response.output_text.done', item_id: 'a1', text: 'Hi' } as ServerEvent)
  expect(heard.list).toEqual([{ item_id: 'a1', audio_ms: 0 }])
})
