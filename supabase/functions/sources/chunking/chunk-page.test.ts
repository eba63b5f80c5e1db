import { strictEqual as equal, ok, deepStrictEqual as same } from 'node:assert'
import { chunkPage } from './chunk-page.ts'

const page = (text: string) => ({ title: '', text, headings: [{ level: 1, text: 'Manual' }] })
const sentences = (count: number) =>
  Array.from({ length: count }, (_, at) => `Sentence number ${at} says something about pumps 🚰 and valves.`)

Deno.test('a chunk is exactly what stands at its offsets, whatever the text', () => {
  const texts = [
    sentences(200).join(' '),
    sentences(60).join('\n\n'),
    `# A\n\n${sentences(40).join(' ')}\n\n## B\ntext\n- one\n- two`,
    '🚰'.repeat(5_000),
    `x${'.'.repeat(5_000)}`,
    '泵和阀门。'.repeat(2_000),
    `${'word '.repeat(3_000)}end`,
    '  \n\n \t ',
  ]
  for (const text of texts) {
    const chunks = chunkPage(page(text), 'hashes')
    for (const { text: own, start, end } of chunks) {
      equal(text.slice(start, end), own)
      ok(own.isWellFormed() && own.length <= 2_000 && own.trim() === own)
    }
    // Every word is in some chunk.
    let covered = 0
    for (const { start, end } of chunks) {
      equal(text.slice(covered, Math.max(covered, start)).trim(), '')
      covered = Math.max(covered, end)
    }
    equal(text.slice(covered).trim(), '')
  }
})

Deno.test('long text is cut between sentences, and chunks overlap by whole ones', () => {
  const chunks = chunkPage(page(sentences(100).join(' ')), 'hashes')
  ok(chunks.length > 2)
  chunks.slice(1).forEach((chunk, at) => {
    const before = chunks[at]
    ok(before && chunk.start < before.end && before.end - chunk.start <= 250)
    ok(chunk.text.startsWith('Sentence') && chunk.text.endsWith('valves.'))
  })
})

Deno.test('headings begin chunks and are told with them, but not those in code', () => {
  const text =
    '## Pumps\n\nA pump moves water.\n\n### Repair\n\n```sh\n# not a heading\nrepair\n```\n\n# Index\n\nThe end.'
  same(
    chunkPage(page(text), 'hashes').map(({ headings }) => headings),
    [['Manual', 'Pumps'], ['Manual', 'Pumps', 'Repair'], ['Index']],
  )
  equal(chunkPage(page(text), 'none').length, 1)
})
