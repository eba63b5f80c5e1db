import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { realpathSync, rmSync } from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Keeps a second server off a data directory: two engines on the same files destroy them. The lock is a local socket
 * that the owner listens on, not a file with a process id, so that one left by a crash never blocks a restart.
 * Returns the function that gives it up; throws when another process holds it.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const path = lockPath(dataDir)
  const server = (await tryListen(path)) ?? (await takeOver(path))
  if (!server) {
    throw new Error(`Another process has the database in ${dataDir} open: stop it, or choose another directory`)
  }
  server.unref()
  return async () => {
    server.close()
    await once(server, 'close')
  }
}

function lockPath(dataDir: string): string {
  const name = `parley-${createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 24)}`
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.lock`)
}

async function tryListen(path: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy())
  try {
    server.listen(path)
    await once(server, 'listening')
    return server
  } catch {
    return undefined
  }
}

async function takeOver(path: string): Promise<Server | undefined> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return undefined
  } catch {
    if (process.platform !== 'win32') rmSync(path, { force: true })
    return await tryListen(path)
  } finally {
    socket.destroy()
  }
}
