/** One statement of a script, without its semicolon, and the line (from 1) on which its text begins. */
export type SqlStatement = { text: string; line: number }

/** What may contain a semicolon that ends nothing; block comments nest and are matched by hand. */
const opaque = /--[^\n]*|\/\*|(?:\b[eE])'(?:[^'\\]|''|\\[\s\S])*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]\w*)?\$/y
const word = /[A-Za-z_][\w$]*/y

/**
 * Cuts a script into its statements as psql does: not at semicolons in strings, comments, dollar quotes, parentheses
 * or `begin atomic … end` bodies. Comments stay with the statement that follows them; pieces of only comments go.
 */
export function splitSql(script: string): SqlStatement[] {
  const statements: SqlStatement[] = []
  let start = 0
  let depth = 0
  let empty = true
  let atomic = new AtomicBody()
  const finish = (end: number) => {
    if (!empty) statements.push(trimmed(script, start, end))
    start = end + 1
    depth = 0
    empty = true
    atomic = new AtomicBody()
  }
  for (let at = 0; at < script.length; ) {
    const skipped = skipOpaque(script, at)
    if (skipped) {
      if (!skipped.comment) empty = false
      at = skipped.end
      continue
    }
    const name = match(word, script, at)?.[0]
    if (name) {
      atomic.read(name.toLowerCase())
      empty = false
      at += name.length
      continue
    }
    const char = script[at] ?? ''
    if (char === '(') depth++
    if (char === ')') depth--
    if (char === ';' && depth <= 0 && !atomic.open) finish(at)
    else if (/\S/.test(char)) empty = false
    at++
  }
  finish(script.length)
  return statements
}

/** Follows `begin atomic … end`, with the `case … end` inside it. */
class AtomicBody {
  #last = ''
  #ends = 0

  get open(): boolean {
    return this.#ends > 0
  }

  read(name: string): void {
    if (name === 'atomic' && this.#last === 'begin') this.#ends++
    else if (this.open && name === 'case') this.#ends++
    else if (this.open && name === 'end') this.#ends--
    this.#last = name
  }
}

function skipOpaque(script: string, at: number): { end: number; comment: boolean } | undefined {
  const found = match(opaque, script, at)
  if (!found) return undefined
  const [text, tag] = found
  if (text.startsWith('--')) return { end: at + text.length, comment: true }
  if (text === '/*') return { end: endOfBlockComment(script, at), comment: true }
  if (!text.startsWith('$')) return { end: at + text.length, comment: false }
  const quote = `$${tag ?? ''}$`
  const close = script.indexOf(quote, at + quote.length)
  return { end: close < 0 ? script.length : close + quote.length, comment: false }
}

function endOfBlockComment(script: string, start: number): number {
  let depth = 0
  for (let at = start; at < script.length; at++) {
    const two = script.slice(at, at + 2)
    if (two === '/*') depth++
    else if (two === '*/') depth--
    else continue
    at++
    if (depth === 0) return at + 1
  }
  return script.length
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function trimmed(script: string, start: number, end: number): SqlStatement {
  const raw = script.slice(start, end)
  const begin = start + raw.length - raw.trimStart().length
  return { text: raw.trim(), line: lineAt(script, begin) }
}

/** The line (from 1) of an offset. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length
}
