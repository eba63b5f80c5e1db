import { type HostMessage, MESSAGE_MARK, type WorkerMessage } from './worker-messages.ts'

const encoder = new TextEncoder()

/** Sends one message to the host. Synchronous, so that nothing is lost when the process ends right after. */
export function tellHost(message: WorkerMessage): void {
  let rest = encoder.encode(`${MESSAGE_MARK}${JSON.stringify(message)}\n`)
  while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest))
}

/** The host's messages. Ends when the host closes the channel, which is also how a worker learns that its host died. */
export async function* hostMessages(): AsyncGenerator<HostMessage> {
  let rest = ''
  for await (const chunk of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
}
