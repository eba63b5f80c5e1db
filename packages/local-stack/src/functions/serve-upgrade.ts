import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { FunctionEntrance } from './function-entrance.ts'
import { logRefusal } from './log-refusal.ts'
import { proxyUpgrade } from './proxy-upgrade.ts'
import { writeResponse } from './write-response.ts'

/** Joins a client that asks for a WebSocket with a function's worker, or answers the platform's error, and logs it. */
export async function serveUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  name: string,
  entrance: FunctionEntrance,
): Promise<void> {
  const requestId = randomUUID()
  const startedAt = performance.now()
  const what = `WS ${(request.url ?? '').split('?')[0]}`
  socket.on('error', () => socket.destroy())
  let release = () => {}
  try {
    const lease = await entrance.admit(name, 'GET', (header) => [request.headers[header]].flat()[0] ?? null)
    release = lease.release
    const status = await proxyUpgrade(request, socket, head, lease.worker, requestId)
    const log = (text: string) => {
      const ms = Math.round(performance.now() - startedAt)
      lease.worker.log('info', 'request', `${what} ${text} ${ms} ms`, requestId)
    }
    log(String(status))
    if (status === 101) socket.once('close', () => log('closed after'))
  } catch (error) {
    if (socket.destroyed) return
    await writeResponse(socket, logRefusal(error, { name, what, requestId }, entrance.log).toResponse())
  } finally {
    release()
  }
}
