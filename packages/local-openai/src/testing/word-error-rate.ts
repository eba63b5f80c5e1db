/** Share of words that were misheard, left out or made up, from 0 up. Case and punctuation do not count. */
export function wordErrorRate(said: string, heard: string): number {
  const [expected, actual] = [wordsOf(said), wordsOf(heard)]
  let row = Array.from({ length: actual.length + 1 }, (_, index) => index)
  for (const [index, word] of expected.entries()) {
    const next = [index + 1]
    for (const [column, other] of actual.entries()) {
      const replaced = (row[column] as number) + (word === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] as number) + 1, (next[column] as number) + 1))
    }
    row = next
  }
  return (row.at(-1) as number) / expected.length
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9']+/g) ?? []
