import { type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type WebSocket, WebSocketServer } from 'ws'
import { authenticate } from '../http/authenticate.ts'
import type { ClientSecretStore } from '../http/client-secret-store.ts'
import { OpenaiError } from '../http/openai-error.ts'
import type { Script } from '../testing/script.ts'
import type { SessionReport, SessionReporter } from '../testing/session-report.ts'
import { createId } from './create-id.ts'
import type { Engines } from './engines.ts'
import { RealtimeConnection } from './realtime-connection.ts'
import type { Pace } from './session-context.ts'

/** What the endpoint serves with. */
export type RealtimeEndpointOptions = {
  apiKey: string
  secrets: ClientSecretStore
  /** Called once a session; they may be shared or the session's own. */
  createEngines(): Engines
  pace: Pace
  lifetimeMs: number
  script?: Script | undefined
  record: boolean
  log(message: string): void
}

/** Frames above this close the socket: OpenAI takes 15 MiB of audio, which is 20 MiB in base64. */
const MAX_FRAME_BYTES = 21 * 1024 * 1024

/** So many sessions are reported on. */
const MAX_REPORTS = 1000

/** How long clients have to answer a closing handshake when the stand-in stops. */
const CLOSE_GRACE_MS = 300

/**
 * `GET /v1/realtime`: takes upgrades, opens sessions. `sessions` holds live ones, and, when recording, those that have
 * ended too. `reports` tells of the last thousand sessions of a script.
 */
export function createRealtimeEndpoint(options: RealtimeEndpointOptions) {
  const sessions: RealtimeConnection[] = []
  const reporters: SessionReporter[] = []
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (protocols) => (protocols.has('realtime') ? 'realtime' : false),
  })
  let refusals = options.script?.refuse?.times ?? Number.POSITIVE_INFINITY

  const handleUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    try {
      const refuse = options.script?.refuse
      if (refuse !== undefined && refusals-- > 0) throw refusalOf(refuse)
      const { model, preset } = admit(request, options)
      server.handleUpgrade(request, socket, head, (webSocket) => {
        if (request.headers['openai-beta']?.includes('realtime=v1')) return refuseBeta(webSocket)
        const connection = new RealtimeConnection(webSocket, {
          ...options,
          engines: options.createEngines(),
          model,
          preset,
        })
        sessions.push(connection)
        if (!options.record) webSocket.on('close', () => sessions.splice(sessions.indexOf(connection), 1))
        if (connection.reporter !== null) reporters.push(connection.reporter)
        if (reporters.length > MAX_REPORTS) reporters.shift()
        connection.start()
      })
    } catch (error) {
      refuseHandshake(socket, error)
    }
  }

  const stop = async (): Promise<void> => {
    for (const client of server.clients) client.close(1001, 'server stopped')
    for (let waited = 0; server.clients.size > 0 && waited < CLOSE_GRACE_MS; waited += 10) await sleep(10)
    for (const client of server.clients) client.terminate()
    server.close()
  }
  const reports = (): SessionReport[] => reporters.map(({ report }) => report)
  return { handleUpgrade, sessions, reports, stop }
}

function admit(request: IncomingMessage, { apiKey, secrets }: RealtimeEndpointOptions) {
  const url = new URL(request.url ?? '/', 'http://localhost')
  if (url.pathname !== '/v1/realtime') {
    throw new OpenaiError({ status: 404, code: null, message: `Invalid URL (GET ${url.pathname})` })
  }
  const headers = new Headers(
    Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')] as [string, string]),
  )
  const caller = authenticate(headers, apiKey, secrets)
  const preset = caller.kind === 'ephemeral' ? caller.secret.session : undefined
  const model = url.searchParams.get('model') ?? preset?.model
  if (model === undefined || model === '') {
    throw new OpenaiError({ code: 'missing_model', message: 'You must provide a model parameter.', param: 'model' })
  }
  return { model, preset }
}

function refusalOf(refuse: NonNullable<Script['refuse']>): OpenaiError {
  const { status, code = null, message = 'The script refuses this handshake.' } = refuse
  return new OpenaiError({ status, code, message, type: status >= 500 ? 'server_error' : 'invalid_request_error' })
}

function refuseHandshake(socket: Duplex, error: unknown): void {
  const known = error instanceof OpenaiError ? error : new OpenaiError({ status: 500, code: null, message: 'Failed.' })
  const body = JSON.stringify(known.toBody())
  socket.end(
    `HTTP/1.1 ${known.status} ${STATUS_CODES[known.status] ?? 'Error'}\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}

/** The beta protocol is gone: OpenAI says so and closes. */
function refuseBeta(socket: WebSocket): void {
  const message = 'The Realtime Beta API is no longer supported. Please use /v1/realtime for the GA API.'
  const error = new OpenaiError({ code: 'beta_api_shape_disabled', message }).toRealtime(null)
  socket.send(JSON.stringify({ type: 'error', event_id: createId('event'), error }))
  socket.close(4000, 'invalid_request_error.beta_api_shape_disabled')
}
