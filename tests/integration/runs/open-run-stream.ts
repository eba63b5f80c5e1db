import type { RunEvent } from '@parley/shared/agent-run'

/** An event of a stream as it came: `id` is that of the server-sent event, `at` when it came. */
export type ReadEvent = RunEvent & {
  run_id: string
  session_id: string
  seq: number | null
  id: number | null
  at: number
}

/** Opens a stream of a run, and reads it by the specification of server-sent events, with nothing of the product. */
export async function openRunStream(open: (signal: AbortSignal) => Promise<Response>) {
  const abort = new AbortController()
  const response = await open(abort.signal)
  const { body } = response
  if (!response.ok || !body) throw new Error(`${response.status}: ${await response.text()}`)
  const events: ReadEvent[] = []
  const waiting = new Set<() => void>()
  let isEnded = false
  const reading = (async () => {
    let rest = ''
    for await (const text of body.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
      const blocks = (rest + text).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const read = readBlock(block)
        if (read) events.push(read)
      }
      for (const wake of waiting) wake()
    }
  })()
    .catch(() => {})
    .finally(() => {
      isEnded = true
      for (const wake of waiting) wake()
    })

  const stream = {
    events,
    get runId(): string {
      return events[0]?.run_id ?? ''
    },
    get lastId(): number {
      return events.findLast(({ id }) => id !== null)?.id ?? 0
    },
    /** Waits for an event. */
    async until(wanted: (event: ReadEvent) => boolean): Promise<ReadEvent> {
      for (;;) {
        const found = events.find(wanted)
        if (found) return found
        if (isEnded) throw new Error(`The stream ended with ${events.map(({ type }) => type).join(', ')}`)
        await new Promise<void>((resolve) => waiting.add(resolve))
      }
    },
    /** Waits until it ends. */
    async all(): Promise<ReadEvent[]> {
      await reading
      return events
    },
    /** The reader goes. */
    async leave(): Promise<void> {
      abort.abort()
      await reading
    },
  }
  await stream.until(() => true).catch(() => {})
  return stream
}
export type RunStream = Awaited<ReturnType<typeof openRunStream>>

function readBlock(block: string): ReadEvent | undefined {
  const fields = block.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line))
  const value = (name: string) => fields.find((field) => field?.[1] === name)?.[2]
  const data = value('data')
  if (data === undefined) return undefined
  const event = JSON.parse(data)
  if (event.type !== value('event')) throw new Error(`${value('event')} is called ${event.type}`)
  return { ...event, id: value('id') === undefined ? null : Number(value('id')), at: performance.now() }
}
