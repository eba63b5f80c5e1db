/** Collects running text as blocks: paragraphs, headings (`#` to `######`), items and rows, with blank lines between. */
export class TextBlocks {
  #blocks: string[] = []
  #prefix = ''
  #text = ''

  /** Characters of the closed blocks. */
  length = 0

  /** Text of the block that is open. */
  add(text: string): void {
    this.#text += text
  }

  /** Ends the block that is open and opens one that begins with `prefix`: `## `, `- `, or nothing. */
  open(prefix = ''): void {
    const text = this.#prefix.startsWith('#') ? this.#text.replace(/\s+/g, ' ') : this.#text
    const block = text
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .trim()
    if (block !== '') {
      this.#blocks.push(this.#prefix + block)
      this.length += block.length
    }
    this.#text = ''
    this.#prefix = prefix
  }

  toString(): string {
    this.open()
    return this.#blocks.join('\n\n').replace(/(\n- [^\n]*)\n(?=\n- )/g, '$1')
  }
}
