export type Heading = { level: number; text: string }

/** The heading that a line of Markdown is, or undefined. Underlined headings are turned into these before. */
export function markdownHeading(line: string): Heading | undefined {
  const [, hashes, text] = /^ {0,3}(#{1,6})[ \t]+(.+?)[ \t]*#*[ \t]*$/.exec(line) ?? []
  return hashes && text ? { level: hashes.length, text: text.trim().slice(0, 200) } : undefined
}
