import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { onTestFinished } from 'vitest'
import { createFunctionsHost, type FunctionsHostOptions } from '../create-functions-host.ts'
import type { FunctionLogLine } from '../function-log-line.ts'
import { createTestProject } from './create-test-project.ts'

/**
 * Functions behind a real HTTP server, as the gateway puts them. Ends with the test.
 *
 * @param functions Names and their index.ts.
 */
export async function startTestHost(
  functions: Record<string, string>,
  options: Partial<FunctionsHostOptions> & { config?: string } = {},
) {
  const { config, ...hostOptions } = options
  const project = createTestProject(functions, config)
  const lines: FunctionLogLine[] = []
  const host = createFunctionsHost({
    functionsDir: project.functionsDir,
    env: { SUPABASE_URL: 'http://127.0.0.1:54321' },
    apiKeys: ['sb_publishable_test'],
    verifyToken: async (jwt) => {
      if (!jwt.endsWith('.good')) throw new Error('bad token')
    },
    log: (line) => lines.push(line),
    watch: false,
    ...hostOptions,
  })
  const nameOf = (url = '') => new URL(url, 'http://x').pathname.split('/')[3] ?? ''
  const server = createServer(getRequestListener((request) => host.fetch(request, nameOf(request.url))))
  server.on('upgrade', (request, socket, head) => host.handleUpgrade(request, socket, head, nameOf(request.url)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `127.0.0.1:${(server.address() as AddressInfo).port}/functions/v1`
  const stop = async () => {
    await host.stop()
    server.closeAllConnections()
    server.close()
    project.remove()
  }
  onTestFinished(stop)
  return {
    host,
    project,
    lines,
    url: (path: string) => `http://${base}/${path}`,
    webSocketUrl: (path: string) => `ws://${base}/${path}`,
    /** Resolves when a line of the log matches. */
    async logged(pattern: RegExp, from = 0): Promise<FunctionLogLine> {
      for (;;) {
        const line = lines.slice(from).find(({ message }) => pattern.test(message))
        if (line) return line
        await delay(20)
      }
    },
  }
}
