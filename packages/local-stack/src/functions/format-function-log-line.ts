import { styleText } from 'node:util'
import type { FunctionLogLine } from './function-log-line.ts'

const LEVEL_STYLE = { debug: 'dim', info: 'reset', warn: 'yellow', error: 'red' } as const
const MARGIN = ' '.repeat(9)

/**
 * A line of the functions log as a person reads it: time, function, what it is about, message. Further lines of a
 * message (stack traces) are indented.
 *
 * @example formatFunctionLogLine(line, { color: process.stdout.isTTY })
 * // 12:03:04 mint-key      request  POST /mint-key 200 41 ms
 */
export function formatFunctionLogLine(line: FunctionLogLine, options: { color?: boolean } = {}): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    options.color ? styleText(style, text, { validateStream: false }) : text
  const name = (line.function ?? 'functions').padEnd(13)
  const kind = line.kind === 'console' ? line.level : line.kind
  const message = line.message.trimEnd().replaceAll('\n', `\n${MARGIN}`)
  return [
    paint('dim', line.time.toTimeString().slice(0, 8)),
    paint('cyan', name),
    paint('dim', kind.padEnd(8)),
    paint(LEVEL_STYLE[line.level], message),
  ].join(' ')
}
