/** Whatever ends a line for somebody: Unicode's mandatory breaks, not only those of ASCII. */
const BREAKS = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/

/** A text with `>` before each of its lines, so that none can pass for one of ours. */
export function quoteLines(text: string): string {
  return text
    .split(BREAKS)
    .map((line) => `> ${line}`)
    .join('\n')
}
