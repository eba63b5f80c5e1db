/** A numbered quotation in a tool's output, with where it is from. */
export type Passage = { source: string; text: string }

const HEAD = /^\[\d+\] (.+)$/

/**
 * The passages of an output that has the form of a search's: a line `[1] <where it is from>`, then what stands there, each
 * line of it behind `>`. Undefined for any other output.
 */
export function readPassages(output: string): Passage[] | undefined {
  const passages: { source: string; lines: string[] }[] = []
  for (const line of output.split('\n')) {
    const source = HEAD.exec(line)?.[1]
    if (source !== undefined) passages.push({ source, lines: [] })
    else if (line.startsWith('>')) passages.at(-1)?.lines.push(line.replace(/^> ?/, ''))
  }
  const found = passages.filter(({ lines }) => lines.length > 0)
  return found.length === 0 ? undefined : found.map(({ source, lines }) => ({ source, text: lines.join('\n') }))
}
