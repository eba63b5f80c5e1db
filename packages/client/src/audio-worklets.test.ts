import { beforeAll, beforeEach, expect, test } from 'vitest'

type Processor = {
  port: { posted: Record<string, unknown>[]; onmessage?: (event: { data: object }) => void }
  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean
}
const processors = new Map<string, new () => Processor>()

/** What AudioWorkletGlobalScope gives a processor. */
function installWorkletScope(sampleRate: number) {
  Object.assign(globalThis, {
    sampleRate,
    registerProcessor: (name: string, processor: new () => Processor) => processors.set(name, processor),
    AudioWorkletProcessor: class {
      port = { posted: [] as object[], postMessage: (message: object) => this.port.posted.push(message) }
    },
  })
}
const made = (name: string) => new (processors.get(name) as new () => Processor)()

beforeAll(async () => {
  installWorkletScope(24_000)
  await import('./capture-worklet.js')
  await import('./playback-worklet.js')
})
beforeEach(() => installWorkletScope(24_000))

/** A second of a tone through the capture worklet of a device with this rate. */
function captured(rate: number, hertz: number): { samples: number[]; levels: number[] } {
  installWorkletScope(rate)
  const capture = made('parley-capture')
  for (let start = 0; start < rate; start += 128) {
    const block = Float32Array.from(
      { length: 128 },
      (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * (start + i)) / rate),
    )
    capture.process([[block]], [])
  }
  const chunks = capture.port.posted as { samples: Int16Array; level: number }[]
  return { samples: chunks.flatMap((chunk) => [...chunk.samples]), levels: chunks.map((chunk) => chunk.level) }
}
const crossings = (samples: number[]) =>
  samples.filter((value, i) => i > 0 && value >= 0 !== (samples[i - 1] ?? 0) >= 0).length

test.each([24_000, 44_100, 48_000])(
  'a device at %i Hz gives 24 kHz in chunks of 50 ms, same pitch, right level',
  (rate) => {
    const { samples, levels } = captured(rate, 440)
    expect(samples.length).toBe(24_000)
    expect(Math.abs(crossings(samples) - 880)).toBeLessThanOrEqual(2)
    expect(levels).toHaveLength(20)
    for (const level of levels) expect(level).toBeCloseTo(0.5 / Math.SQRT2, 1)
  },
)

test('tones above what 24 kHz can carry are weakened, not folded back at full strength', () => {
  const { levels } = captured(48_000, 20_000)
  expect(Math.max(...levels)).toBeLessThan(0.15)
})

function played(speaker: Processor, blocks: number): number[] {
  return Array.from({ length: blocks }).flatMap(() => {
    const block = new Float32Array(128)
    speaker.process([], [[block]])
    return [...block]
  })
}
const tell = (speaker: Processor, data: object) => speaker.port.onmessage?.({ data })
const samples = (length: number) => new Int16Array(length).fill(16_384)

test('a cut silences within 4 ms, drops the queue and counts exactly what was played', () => {
  const speaker = made('parley-playback')
  tell(speaker, { type: 'play', itemId: 'a', contentIndex: 0, samples: samples(300) })
  tell(speaker, { type: 'play', itemId: 'b', contentIndex: 0, samples: samples(1_000) })
  tell(speaker, { type: 'complete', itemId: 'b' })
  expect(played(speaker, 1).every((value) => value === 0.5)).toBe(true)
  tell(speaker, { type: 'cut', id: 7 })
  expect(speaker.port.posted.at(-1)).toEqual({
    type: 'cut',
    id: 7,
    items: [
      { itemId: 'a', contentIndex: 0, played: 128, dropped: 172, complete: false },
      { itemId: 'b', contentIndex: 0, played: 0, dropped: 1_000, complete: true },
    ],
  })
  expect(
    played(speaker, 2)
      .slice(96)
      .every((value) => value === 0),
  ).toBe(true)
})

test('an item heard to its end leaves the books; one still being made stays', () => {
  const speaker = made('parley-playback')
  for (const itemId of ['done', 'open']) tell(speaker, { type: 'play', itemId, contentIndex: 0, samples: samples(64) })
  tell(speaker, { type: 'complete', itemId: 'done' })
  played(speaker, 2)
  tell(speaker, { type: 'cut', id: 1 })
  const items = [{ itemId: 'open', contentIndex: 0, played: 64, dropped: 0, complete: false }]
  expect(speaker.port.posted.at(-1)).toMatchObject({ items })
})

test('it tells which item can be heard, and when none can', () => {
  const speaker = made('parley-playback')
  tell(speaker, { type: 'play', itemId: 'a', contentIndex: 0, samples: samples(128) })
  played(speaker, 3)
  const playing = speaker.port.posted.filter((message) => message.type === 'playing').map((message) => message.itemId)
  expect(playing).toEqual(['a', null])
})

test('an item that ends earlier for everybody is played to there, and what comes after it follows at once', () => {
  const speaker = made('parley-playback')
  tell(speaker, { type: 'play', itemId: 'a', contentIndex: 0, samples: samples(200) })
  tell(speaker, { type: 'play', itemId: 'a', contentIndex: 0, samples: samples(400) })
  tell(speaker, { type: 'play', itemId: 'b', contentIndex: 0, samples: new Int16Array(100).fill(8_192) })
  played(speaker, 1)
  tell(speaker, { type: 'limit', itemId: 'a', samples: 300 })
  const rest = played(speaker, 4)
  expect(rest.slice(0, 172).every((value) => value === 0.5)).toBe(true)
  expect(rest.slice(172, 272).every((value) => value === 0.25)).toBe(true)
  tell(speaker, { type: 'cut', id: 1 })
  expect(speaker.port.posted.at(-1)).toMatchObject({ items: [{ itemId: 'b', played: 100, complete: false }] })
})

test('an item that never was falls silent at once, without a click', () => {
  const speaker = made('parley-playback')
  tell(speaker, { type: 'play', itemId: 'a', contentIndex: 0, samples: samples(500) })
  played(speaker, 1)
  tell(speaker, { type: 'limit', itemId: 'a', samples: 0 })
  const rest = played(speaker, 1)
  expect(rest[0]).toBeGreaterThan(0.4)
  expect(rest.slice(96).every((value) => value === 0)).toBe(true)
})
