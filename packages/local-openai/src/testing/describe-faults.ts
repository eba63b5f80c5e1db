import type { StampSighting } from './read-stamps.ts'

/** What is wrong with one utterance, in words; an empty text when every block is there once and in order. */
export function describeFaults(sightings: readonly StampSighting[], blocks: number): string {
  const seen = sightings.map((sighting) => ({ ...sighting, block: sighting.block ?? blocks - 1 }))
  const numbers = Array.from({ length: blocks }, (_, block) => block)
  const times = countBy(seen.map(({ block }) => block))
  const whole = new Set(seen.filter((sighting) => sighting.whole).map(({ block }) => block))
  const faults = [
    ranges(
      'missing',
      numbers.filter((block) => !whole.has(block)),
    ),
    ranges(
      'doubled',
      numbers.filter((block) => whole.has(block) && (times.get(block) ?? 0) > 1),
    ),
    ranges('beyond', [...new Set(seen.map(({ block }) => block).filter((block) => block >= blocks))]),
  ].filter((fault) => fault !== '')
  return [...faults, ...disorder(seen, faults.length > 0)].join(' ')
}

/** Blocks that are all there, but not one after the other. */
function disorder(seen: Array<{ block: number; silence: number }>, excused: boolean): string[] {
  for (const [index, { block, silence }] of seen.entries()) {
    const previous = seen[index - 1]
    if (previous === undefined) continue
    if (!excused && block !== previous.block + 1) return [`disordered ${block} after ${previous.block}`]
    if (silence > 0) return [`silence after ${previous.block}`]
  }
  return []
}

/** `missing 3,12-14`; an empty text for no blocks. */
function ranges(what: string, blocks: number[]): string {
  const parts: Array<[number, number]> = []
  for (const block of blocks) {
    const last = parts.at(-1)
    if (last !== undefined && block === last[1] + 1) last[1] = block
    else parts.push([block, block])
  }
  const texts = parts.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`))
  return texts.length === 0 ? '' : `${what} ${texts.join(',')}`
}

function countBy(values: number[]): Map<number, number> {
  const counts = new Map<number, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}
