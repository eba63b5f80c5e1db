import { createServer, type Socket } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { Gatekeeper } from './gatekeeper.ts'
import { PgliteEngine } from './pglite-engine.ts'

/** What `startPostgres` hands to its thread. */
export type ThreadOptions = { dataDir: string | 'memory'; port: number; idleInTransactionMs: number }

/** What the thread tells: where it listens, why it could not, that it has stopped, or that the engine died. */
export type ThreadMessage =
  | { type: 'listening'; port: number }
  | { type: 'failed'; code: string | undefined; message: string }
  | { type: 'stopped' }

const options = workerData as ThreadOptions
const tell = (message: ThreadMessage) => parentPort?.postMessage(message)
const fail = (error: Error & { code?: string }) => tell({ type: 'failed', code: error.code, message: error.message })

// The port comes first: a taken one must be found out in no time. Who connects while the engine opens, waits.
const early: Socket[] = []
let accept = (socket: Socket) => {
  early.push(socket)
}
const server = createServer({ pauseOnConnect: true }, (socket) => accept(socket))
server.once('error', fail)
server.listen(options.port, '127.0.0.1', async () => {
  try {
    await serve()
  } catch (error) {
    fail(error instanceof Error ? error : new Error(String(error)))
  }
})

async function serve(): Promise<void> {
  const engine = await PgliteEngine.open(options.dataDir)
  const { idleInTransactionMs } = options
  const gatekeeper = new Gatekeeper(engine, { idleInTransactionMs, maxBacklogBytes: 256 << 20, onDeath: fail })
  accept = (socket) => {
    gatekeeper.accept(socket)
    socket.resume()
  }
  for (const socket of early) accept(socket)
  parentPort?.once('message', async () => {
    server.close()
    gatekeeper.close()
    await engine.close()
    tell({ type: 'stopped' })
  })
  const address = server.address()
  tell({ type: 'listening', port: typeof address === 'object' && address ? address.port : options.port })
}
