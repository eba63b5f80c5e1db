import { expect, it } from 'vitest'
import { decodeAudio, encodeAudio } from '../realtime/audio-codec.ts'
import { Fvad } from '../speech/fvad.ts'
import { VoiceTurnDetector } from '../speech/voice-turn-detector.ts'
import { readStamps } from './read-stamps.ts'
import { stampedUtterance } from './stamped-utterance.ts'
import { StampedUtterances } from './stamped-utterances.ts'

const MS = 24
const PCM = { type: 'audio/pcm' } as const
const utterances = new StampedUtterances((number) => (number < 20_000 ? { ms: 200 } : undefined))
const hear = (...pieces: Int16Array[]) => utterances.transcribe(readStamps(join(...pieces)))
const seven = stampedUtterance({ utterance: 7, ms: 200 })
const eight = stampedUtterance({ utterance: 8, ms: 200 })
const silence = (ms: number) => new Int16Array(ms * MS)

function join(...pieces: Int16Array[]): Int16Array {
  return Int16Array.from(pieces.flatMap((piece) => [...piece]))
}

it('says which utterance and block a stretch holds, wherever it is cut', () => {
  const speech = stampedUtterance({ utterance: 19_999, ms: 200 })
  for (const length of [487, 1000]) {
    for (let start = 0; start + length <= speech.length; start += 7) {
      const sightings = readStamps(speech.subarray(start, start + length))
      expect(sightings.every(({ utterance }) => utterance === 19_999)).toBe(true)
      const [first, last] = [sightings[0], sightings.at(-1)]
      expect(first?.block).toBe(Math.floor(start / 240))
      // Fewer than five samples of a block cannot name it.
      if ((start + length) % 240 >= 5) expect(last?.block).toBe(Math.floor((start + length - 1) / 240))
    }
  }
})

it('is loud all through, and comes unchanged out of base64', () => {
  for (let start = 0; start < seven.length; start += 240) {
    const block = seven.subarray(start, start + 240)
    const power = block.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / block.length
    expect(Math.sqrt(power)).toBeGreaterThan(0.05)
  }
  expect(decodeAudio(encodeAudio(seven, PCM), PCM, 'audio')).toEqual(seven)
})

it("is speech to WebRTC's detector, too", async () => {
  const detector = new VoiceTurnDetector(await Fvad.load())
  const edges = detector.push(join(silence(1000), stampedUtterance({ utterance: 7, ms: 1000 }), silence(1000)))
  detector.dispose()
  expect(edges.map(({ kind }) => kind)).toEqual(['started', 'stopped'])
  expect(edges[0]?.atMs).toBeLessThan(1060)
})

it.each<[string, Int16Array[]]>([
  ['utterance 7', [seven]],
  ['utterance 7', [silence(300), seven, silence(310)]],
  ['utterance 7', [new Int16Array(101), seven]],
  ['', [silence(500)]],
  ['utterance 7 missing 12-14', [seven.subarray(0, 12 * 240), seven.subarray(15 * 240)]],
  ['utterance 7 missing 0,19', [seven.subarray(240, 19 * 240)]],
  // A frame that was lost from the middle of a block on takes both blocks that it touches.
  ['utterance 7 missing 4-6', [seven.subarray(0, 4 * 240 + 100), seven.subarray(6 * 240 + 100)]],
  ['utterance 7 missing 4', [seven.subarray(0, 4 * 240 + 100), seven.subarray(4 * 240 + 101)]],
  ['utterance 7 missing 0', [seven.subarray(1)]],
  ['utterance 7 missing 19', [seven.subarray(0, -1)]],
  ['utterance 7 doubled 3', [seven.subarray(0, 4 * 240), seven.subarray(3 * 240)]],
  ['utterance 7 doubled 3-4', [seven.subarray(0, 4 * 240 + 50), seven.subarray(3 * 240)]],
  ['utterance 7 missing 10-11 doubled 3', [seven.subarray(0, 960), seven.subarray(720, 2400), seven.subarray(2880)]],
  ['utterance 7 disordered 5 after 2', [seven.subarray(0, 720), seven.subarray(1200), seven.subarray(720, 1200)]],
  ['utterance 7 silence after 9', [seven.subarray(0, 2400), silence(20), seven.subarray(2400)]],
  ['utterance 7 doubled 0-19 silence after 19', [seven, silence(10), seven]],
  ['utterance 7 then utterance 8', [seven, silence(100), eight]],
  ['utterance 7 missing 19 then utterance 8 missing 0', [seven.subarray(0, -240), eight.subarray(240)]],
  ['utterance 7 beyond 20-29', [stampedUtterance({ utterance: 7, ms: 300 })]],
  ['utterance 20000 unknown', [stampedUtterance({ utterance: 20_000, ms: 200 })]],
  ['sound without a stamp', [new Int16Array(500).fill(900)]],
])('hears %s', (text, pieces) => {
  expect(hear(...pieces)).toBe(text)
})

it('hides no fault behind a text of its own, nor behind a recognition that should fail', () => {
  const own = new StampedUtterances([
    { ms: 200, text: 'a table for two' },
    { ms: 200, text: null },
  ])
  const speech = (utterance: number) => stampedUtterance({ utterance, ms: 200 })
  expect(own.transcribe(readStamps(speech(0)))).toBe('a table for two')
  expect(own.transcribe(readStamps(speech(0).subarray(240)))).toBe('a table for two missing 0')
  expect(() => own.transcribe(readStamps(speech(1)))).toThrow('lets this recognition fail')
  expect(own.transcribe(readStamps(speech(1).subarray(240)))).toBe('utterance 1 missing 0')
})

it('refuses what a stamp cannot hold', () => {
  expect(() => stampedUtterance({ utterance: 32_767, ms: 10 })).toThrow(RangeError)
  expect(() => stampedUtterance({ utterance: 1, ms: 15 })).toThrow(RangeError)
  expect(() => stampedUtterance({ utterance: 1, ms: 327_670 })).not.toThrow()
})
