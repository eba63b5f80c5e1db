/** Numbers from 0 to 1 that are the same in every run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu'.split(' ')
const VOCABULARY = 20_000
const COMMONEST = 50

/** Words as in a language: few are frequent, most are rare (Zipf's law). None is a stop word. */
export function syntheticText(random: () => number, words: number): string {
  return Array.from({ length: words }, () => wordOf(Math.floor(COMMONEST * (VOCABULARY / COMMONEST) ** random()))).join(
    ' ',
  )
}

/** Past the most frequent, which are stop words in a real text. */
function wordOf(rank: number): string {
  const syllable = (place: number) => SYLLABLES[Math.floor(rank / SYLLABLES.length ** place) % SYLLABLES.length]
  return `${syllable(0)}${syllable(1)}${syllable(2)}${rank % 7}`
}
