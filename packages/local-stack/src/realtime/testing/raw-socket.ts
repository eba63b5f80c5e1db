import { WebSocket } from 'ws'
import { Inbox } from './inbox.ts'
import { publishableKey } from './start-test-realtime.ts'

export type Frame = [joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown]

/** A socket without a client library, for what the stock client never sends. Speaks protocol 2.0.0. */
export interface RawSocket {
  webSocket: WebSocket
  frames: Inbox<Frame>
  closed: Promise<number>
  send(frame: Frame | string | Buffer): void
}

export async function openRawSocket(url: string, key = publishableKey): Promise<RawSocket> {
  const address = `${url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${key}&vsn=2.0.0`
  const webSocket = new WebSocket(address)
  const frames = new Inbox<Frame>()
  webSocket.on('message', (data, isBinary) => !isBinary && frames.push(JSON.parse(String(data))))
  const closed = new Promise<number>((resolve) => webSocket.on('close', resolve))
  await new Promise((resolve, reject) => webSocket.once('open', resolve).once('error', reject))
  const send = (frame: Frame | string | Buffer) => webSocket.send(Array.isArray(frame) ? JSON.stringify(frame) : frame)
  return { webSocket, frames, closed, send }
}
