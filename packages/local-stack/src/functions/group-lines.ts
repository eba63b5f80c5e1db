import type { Readable } from 'node:stream'

const QUIET_MS = 20

/** Calls `onText` once for lines that were written together: a stack trace is one message and not thirty. */
export function groupLines(stream: Readable, onText: (text: string) => void): void {
  let text = ''
  let timer: NodeJS.Timeout | undefined
  const flush = () => {
    clearTimeout(timer)
    if (text.trim()) onText(text.trimEnd())
    text = ''
  }
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    text += chunk
    clearTimeout(timer)
    timer = setTimeout(flush, QUIET_MS)
  })
  stream.once('end', flush)
}
