/** Samples of a block: 10 ms at 24 kHz. */
export const STAMP_BLOCK = 240

/** What a block begins with, louder than any sound in it: two marks, utterance, block, checksum. */
const MARKS = [30_011, -30_029] as const
const HEADER = 5
/** Utterances and blocks are numbered in a positive 16-bit sample, plus one: no sample of a block is zero. */
const MAX_NUMBER = 32_766

/** A voiced sound with two harmonics, at a fifth of full scale. */
const TONE = Int16Array.from({ length: STAMP_BLOCK }, (_, index) => {
  const angle = (2 * Math.PI * index) / (STAMP_BLOCK / 2)
  return Math.round(6000 * Math.sin(angle) + 3000 * Math.sin(2 * angle) + 1500 * Math.sin(3 * angle))
})

const checksum = (utterance: number, block: number): number =>
  ((utterance * 31 + block * 131 + 12_345) % MAX_NUMBER) + 1

/** Each block lies a little higher or lower, so that halves of two never make a whole one; no sample is zero. */
function toneAt(index: number, utterance: number, block: number): number {
  return (TONE[index] as number) + (checksum(utterance, block) % 499) || 1
}

/** Writes one block. Throws a RangeError for numbers that are not in 0…32766. */
export function writeStampBlock(target: Int16Array, utterance: number, block: number): void {
  for (const number of [utterance, block]) {
    if (Number.isInteger(number) && number >= 0 && number <= MAX_NUMBER) continue
    throw new RangeError(`A stamp holds whole numbers from 0 to ${MAX_NUMBER}, not ${number}.`)
  }
  for (let index = HEADER; index < STAMP_BLOCK; index++) target[index] = toneAt(index, utterance, block)
  target.set([...MARKS, utterance + 1, block + 1, checksum(utterance, block)])
}

/**
 * The block that begins at `start`, and how many of its samples follow unchanged: fewer than `STAMP_BLOCK` when it is
 * torn. Undefined when no block begins there.
 */
export function readStampBlock(
  samples: Int16Array,
  start: number,
): { utterance: number; block: number; length: number } | undefined {
  if (samples[start] !== MARKS[0] || samples[start + 1] !== MARKS[1] || start + HEADER > samples.length)
    return undefined
  const [utterance, block] = [(samples[start + 2] as number) - 1, (samples[start + 3] as number) - 1]
  if (samples[start + 4] !== checksum(utterance, block)) return undefined
  let length = HEADER
  while (length < STAMP_BLOCK && samples[start + length] === toneAt(length, utterance, block)) length += 1
  return { utterance, block, length }
}
