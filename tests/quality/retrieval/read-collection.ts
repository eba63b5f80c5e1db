import { readFile } from 'node:fs/promises'
import { devicePassages } from './device-passages.ts'
import { withTypos } from './with-typos.ts'

export type QueryKind = 'paraphrase' | 'keywords' | 'typos' | 'names'

/** A query with its judgements: 2 answers it, 1 belongs to it, what is not named does neither. */
export interface JudgedQuery {
  text: string
  kind: QueryKind
  grades: ReadonlyMap<string, 1 | 2>
  /** Fusion was tuned on `train`; what is reported is `test`. */
  half: 'train' | 'test'
}

export interface Collection {
  passages: { id: string; text: string }[]
  queries: JudgedQuery[]
}

/** The retrieval set of this folder; see its README for how it was made. The same at every reading. */
export async function readCollection(): Promise<Collection> {
  const passages: Collection['passages'] = []
  const queries: JudgedQuery[] = []
  function add(id: string, text: string, also: readonly string[], asked: readonly [QueryKind, string][]): void {
    const half = passages.push({ id, text }) % 2 === 0 ? 'train' : 'test'
    const grades = new Map([...also.map((other): [string, 1] => [other, 1]), [id, 2] as const])
    for (const [kind, query] of asked) queries.push({ text: query, kind, grades, half })
  }
  for (const [id = '', text = '', paraphrase = '', keywords = '', also = ''] of await readLines('passages.txt')) {
    const typos = withTypos(passages.length % 4 < 2 ? paraphrase : keywords)
    const asked = [
      ['paraphrase', paraphrase],
      ['keywords', keywords],
      ['typos', typos],
    ] as const
    add(
      id,
      text,
      also.split(',').filter(Boolean),
      asked.map(([kind, query]) => [kind, query]),
    )
  }
  for (const line of await readLines('devices.txt')) {
    for (const { id, text, asked } of devicePassages(line))
      add(
        id,
        text,
        [],
        asked.map((query) => ['names', query]),
      )
  }
  return { passages, queries }
}

async function readLines(file: string): Promise<string[][]> {
  const text = await readFile(new URL(file, import.meta.url), 'utf8')
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return lines.map((line) => line.split('|').map((field) => field.trim()))
}
