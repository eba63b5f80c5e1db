import { ParleyError } from '@parley/shared/parley-error.ts'
import { allowedOrigins } from '../_shared/allowed-origins.ts'
import { corsHeaders } from '../_shared/cors-headers.ts'
import { asParleyError, errorResponse } from '../_shared/error-response.ts'
import { log } from '../_shared/log.ts'
import { openaiEnv } from '../_shared/openai-env.ts'
import { readEnv } from '../_shared/read-env.ts'
import { awaitCallStart } from './admission/await-call-start.ts'
import { FrameInbox } from './admission/frame-inbox.ts'
import { readOffer } from './admission/read-offer.ts'
import { type Admission, redeemTicket } from './admission/redeem-ticket.ts'
import { upgradeRequest } from './admission/upgrade-request.ts'
import { closeCode } from './client/close-code.ts'
import { CallStore } from './segment/call-store.ts'
import { keepAlive } from './segment/live-calls.ts'
import { RelayCall } from './segment/relay-call.ts'
import { workerLife } from './segment/worker-life.ts'
import { openTools } from './tools/open-tools.ts'

/**
 * Opens the relay. What is wrong before the upgrade is answered over HTTP, except to browsers: they cannot read the
 * answer of a refused handshake, so theirs is completed, told why by `relay.error`, and closed.
 */
export async function voiceRelay(request: Request): Promise<Response> {
  const requestId = crypto.randomUUID()
  let headers: Record<string, string> = { 'x-request-id': requestId }
  try {
    const origins = allowedOrigins()
    headers = { ...headers, ...corsHeaders(request, origins, 'GET') }
    if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers })
    checkHandshake(request, origins)
    return await open(request, requestId)
  } catch (error) {
    return errorResponse(error, requestId, headers)
  }
}

function checkHandshake(request: Request, origins: Set<string>): void {
  if (request.method !== 'GET') throw new ParleyError('method_not_allowed')
  if (request.headers.get('upgrade')?.toLowerCase() !== 'websocket') throw new ParleyError('not_a_websocket')
  const origin = request.headers.get('origin')
  if (origin !== null && !origins.has(origin)) throw new ParleyError('origin_not_allowed')
}

async function open(request: Request, requestId: string): Promise<Response> {
  const { ticket, protocol } = readOffer(request)
  readEnv(openaiEnv)
  const admission = ticket === null ? null : await redeemTicket(ticket).catch((error) => refuse(request, error))
  const { socket, response } = upgradeRequest(request, protocol)
  const inbox = new FrameInbox(socket, () => refuseSocket(socket, new ParleyError('rate_limited'), requestId))
  start(socket, inbox, admission, requestId)
  return response
}

/** A refusal that can be read: thrown for HTTP clients, returned for browsers. */
function refuse(request: Request, error: unknown): ParleyError {
  if (request.headers.has('origin')) return asParleyError(error)
  throw error
}

function start(
  socket: WebSocket,
  inbox: FrameInbox,
  admission: Admission | ParleyError | null,
  requestId: string,
): void {
  socket.onopen = async () => {
    try {
      if (admission instanceof ParleyError) throw admission
      await relay(socket, inbox, admission ?? (await awaitCallStart(inbox)), requestId)
    } catch (error) {
      refuseSocket(socket, asParleyError(error), requestId)
    }
  }
}

async function relay(socket: WebSocket, inbox: FrameInbox, admission: Admission, requestId: string): Promise<void> {
  try {
    const tools = await openTools(admission)
    const call = new RelayCall({ socket, inbox, admission, tools, env: readEnv(openaiEnv), life: workerLife() })
    keepAlive(call)
    // A client that left while it was being admitted has left no call behind.
    if (socket.readyState !== WebSocket.OPEN) call.end('disconnected')
    log('info', 'call_relayed', { request_id: requestId, call_id: admission.callId, segment: admission.segment })
  } catch (error) {
    const store = new CallStore(admission)
    await (admission.standby ? store.letGo('unused') : store.end('error'))
    throw error
  }
}

function refuseSocket(socket: WebSocket, error: ParleyError, requestId: string): void {
  const cause = error.cause instanceof Error ? error.cause.message : undefined
  log(error.status >= 500 ? 'error' : 'warn', 'socket_refused', { request_id: requestId, code: error.code, cause })
  if (socket.readyState !== WebSocket.OPEN) return
  socket.send(JSON.stringify({ type: 'relay.error', error, fatal: true }))
  socket.close(closeCode(error.code), error.code)
}
