import { readStampBlock, STAMP_BLOCK } from './stamp-block.ts'

/** A block of stamped speech, or what is left of one. */
export type StampSighting = {
  utterance: number
  /** Undefined: the end of a block with nothing after it that tells which. */
  block: number | undefined
  /** False: it is torn, begins or ends short. */
  whole: boolean
  /** Silence in samples right before it, since the sighting before. */
  silence: number
}

/**
 * Every block in a stretch of stamped speech, in order, whatever the stretch was cut from. A torn end of a block is
 * named after the block that follows it. Sound that no stamp is near to is left out: -1 stands for its utterance.
 */
export function readStamps(samples: Int16Array): StampSighting[] {
  const found: StampSighting[] = []
  let silence = 0
  for (let at = 0; at < samples.length; ) {
    const zeros = countWhile(samples, at, (sample) => sample === 0)
    silence += zeros
    at += zeros
    if (at >= samples.length) break
    const block = readStampBlock(samples, at)
    const length = block?.length ?? lengthUntilBlock(samples, at)
    const whole = length === STAMP_BLOCK && block !== undefined
    found.push({ utterance: block?.utterance ?? -1, block: block?.block, whole, silence })
    silence = 0
    at += length
  }
  return found.map((sighting, index) => named(sighting, found[index - 1], found[index + 1]))
}

/** The rest of a torn block belongs before the block that follows, or else to what came before. */
function named(sighting: StampSighting, previous?: StampSighting, next?: StampSighting): StampSighting {
  if (sighting.block !== undefined) return sighting
  if (next?.block !== undefined && next.block > 0 && next.silence === 0) {
    return { ...sighting, utterance: next.utterance, block: next.block - 1 }
  }
  return { ...sighting, utterance: previous?.utterance ?? next?.utterance ?? -1 }
}

function lengthUntilBlock(samples: Int16Array, start: number): number {
  let length = 1
  while (start + length < samples.length && samples[start + length] !== 0) {
    if (readStampBlock(samples, start + length) !== undefined) break
    length += 1
  }
  return length
}

function countWhile(samples: Int16Array, start: number, matches: (sample: number) => boolean): number {
  let count = 0
  while (start + count < samples.length && matches(samples[start + count] as number)) count += 1
  return count
}
