import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { type CryptoKey, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import postgres, { type Sql } from 'postgres'
import { createRealtime, type Realtime } from '../create-realtime.ts'
import { createTestDatabase, type TestDatabase } from './create-test-database.ts'

export const publishableKey = 'sb_publishable_test'
export const secretKey = 'sb_secret_test'

export interface ClientOptions {
  vsn?: '1.0.0' | '2.0.0'
  key?: string
}

/** A Realtime server on a database of its own, with stock clients to talk to it. */
export interface TestRealtime {
  /** As the database's owner. */
  sql: Sql
  databaseUrl: string
  /** `http://127.0.0.1:<port>`; Realtime is under `/realtime/v1`. */
  url: string
  /** What the server logged: faults that no client is told of. */
  log: string[]
  /** Signed as the Auth server would; for a user of that id. */
  token(sub: string, claims?: Record<string, unknown>, expiresInSeconds?: number): Promise<string>
  forgedToken(sub: string): Promise<string>
  /** The unmodified client, without a user. */
  client(options?: ClientOptions): SupabaseClient
  /** The unmodified client with an access token, which it holds already: a join in its first tick would lack it. */
  signedIn(token: string, options?: ClientOptions): Promise<SupabaseClient>
  stop(): Promise<void>
}

/** @param schema SQL that is run once, after the boot SQL */
export async function startTestRealtime(schema = '', database?: TestDatabase): Promise<TestRealtime> {
  const { url: databaseUrl, drop } = database ?? (await createTestDatabase())
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} })
  await sql.unsafe(schema).simple()
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const log: string[] = []
  const realtime = await createRealtime({
    databaseUrl,
    verifyToken: async (jwt) => (await jwtVerify(jwt, publicKey)).payload,
    publishableKey,
    secretKey,
    log: (message) => log.push(message),
  })
  const server = await serve(realtime)
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const clients: SupabaseClient[] = []
  const client = (options: ClientOptions = {}, token?: string) => {
    const made = stockClient(url, token, options)
    clients.push(made)
    return made
  }
  const signedIn = async (token: string, options?: ClientOptions) => {
    const made = client(options, token)
    await made.realtime.setAuth()
    return made
  }
  return {
    sql,
    databaseUrl,
    url,
    log,
    token: (sub, claims = {}, seconds = 3600) => sign(privateKey, sub, claims, seconds),
    forgedToken: async (sub) => sign((await generateKeyPair('ES256')).privateKey, sub, {}, 3600),
    client: (options) => client(options),
    signedIn,
    async stop() {
      for (const made of clients) made.realtime.disconnect()
      await realtime.stop()
      server.close()
      await sql.end({ timeout: 1 })
      await drop()
    },
  }
}

export function user(): string {
  return randomUUID()
}

function sign(key: CryptoKey, sub: string, claims: Record<string, unknown>, seconds: number): Promise<string> {
  const expires = Math.floor(Date.now() / 1000) + seconds
  const payload = { role: 'authenticated', ...claims }
  return new SignJWT(payload).setProtectedHeader({ alg: 'ES256' }).setSubject(sub).setExpirationTime(expires).sign(key)
}

function stockClient(url: string, token: string | undefined, { vsn, key }: ClientOptions): SupabaseClient {
  return createClient(url, key ?? publishableKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    ...(token === undefined ? {} : { accessToken: async () => token }),
    ...(vsn === undefined ? {} : { realtime: { vsn } }),
  })
}

async function serve(realtime: Realtime): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = await new Response(request as unknown as ReadableStream).arrayBuffer()
    const headers = new Headers(request.headers as Record<string, string>)
    const init = { method: request.method, headers, ...(request.method === 'GET' ? {} : { body }) }
    const answer = await realtime.fetch(new Request(`http://${request.headers.host}${request.url}`, init))
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()))
  })
  server.on('upgrade', realtime.handleUpgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
