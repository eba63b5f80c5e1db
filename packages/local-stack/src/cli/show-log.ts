import { existsSync, openSync, readSync, statSync } from 'node:fs'
import { formatFunctionLogLine } from '../functions/format-function-log-line.ts'

/** Prints the last `count` lines of the functions log; with `follow` also what comes, until Ctrl-C. */
export async function showLog(file: string, count: number, follow: boolean): Promise<void> {
  if (!existsSync(file)) {
    if (!follow) return console.log('No function has run yet.')
    while (!existsSync(file)) await pause()
  }
  const fd = openSync(file, 'r')
  let position = 0
  let rest = ''
  const readLines = () => {
    const size = statSync(file).size
    if (size <= position) return []
    const chunk = Buffer.alloc(size - position)
    position += readSync(fd, chunk, 0, chunk.length, position)
    const lines = (rest + chunk.toString('utf8')).split('\n')
    rest = lines.pop() ?? ''
    return lines
  }
  for (const line of readLines().slice(-count)) print(line)
  while (follow) {
    await pause()
    for (const line of readLines()) print(line)
  }
}

function print(line: string): void {
  const parsed = JSON.parse(line)
  console.log(formatFunctionLogLine({ ...parsed, time: new Date(parsed.time) }, { color: process.stdout.isTTY }))
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300))
}
