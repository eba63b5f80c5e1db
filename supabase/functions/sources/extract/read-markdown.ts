/**
 * Markdown as it is written, without front matter, and with underlined headings as lines of `#`. Its marks stay: people
 * read them, and search does not mind.
 */
export function readMarkdown(text: string): string {
  const lines = text.replace(/^---\n[\s\S]*?\n---(?:\n|$)/, '').split('\n')
  const out: string[] = []
  let isFenced = false
  for (const line of lines) {
    if (/^ {0,3}(```|~~~)/.test(line)) isFenced = !isFenced
    const above = out.at(-1)?.trim() ?? ''
    const underline = isFenced ? undefined : /^ {0,3}(=+|-{2,})[ \t]*$/.exec(line)?.[1]
    // A list, a quote, a table or a heading is not underlined.
    if (underline && above !== '' && !/^([-*+>|#]|\d+[.)])/.test(above)) {
      out[out.length - 1] = `${underline.startsWith('=') ? '#' : '##'} ${above}`
    } else out.push(line)
  }
  return out.join('\n')
}
