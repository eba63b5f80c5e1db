import { decodePcm } from '../decode-pcm.ts'
import { VoiceCall, type VoiceCallOptions } from '../voice-call.ts'
import { scriptedDevices } from './scripted-devices.ts'
import type { ScriptedConnection, startScriptedRelay } from './scripted-relay.ts'

export const CALL_ID = '0b6cbb0e-6c4d-4a51-9d6f-6f43c2f9a0d4'

/** `relay.session` of a segment; `resumed` for one that goes on with the call. */
export function sessionEvent(segment: number, resumed: { audio_ms: number; items?: object[] } | null = null) {
  const told = resumed && { items: [], ...resumed }
  return { type: 'relay.session', call_id: CALL_ID, segment, agent: { id: 'a', name: 'Ada' }, resumed: told }
}

/** What `call-session` answers each time, given its request; an error body refuses. */
export type Admission = (request: Record<string, unknown>, attempt: number) => { code: string } | undefined

/** A live call whose relay, microphone and loudspeaker a test plays. */
export async function scriptedCall(
  relay: Awaited<ReturnType<typeof startScriptedRelay>>,
  options: Partial<VoiceCallOptions> = {},
  refuse: Admission = () => undefined,
) {
  const requests: Record<string, unknown>[] = []
  const invoke = async (_name: string, { body }: { body: Record<string, unknown> }) => {
    const refused = refuse(body, requests.push(body))
    if (refused) return { data: null, error: { context: Response.json(refused, { status: 409 }) } }
    const ticket = `TICKET-${requests.length}`
    return { data: { call_id: CALL_ID, ticket, url: relay.url, expires_at: '2026-11-21T12:00:00Z' }, error: null }
  }
  const supabase = {
    auth: { getSession: async () => ({ data: { session: { access_token: 't' } }, error: null }) },
    functions: { invoke },
  } as unknown as VoiceCallOptions['supabase']
  const { devices, speaker, microphones } = scriptedDevices()
  const call = new VoiceCall({ supabase, devices, ...options })
  const told = recorded(call)
  const started = call.start()
  const first = await relay.connection()
  first.send(sessionEvent(1, options.callId ? { audio_ms: 5_000 } : null))
  await started
  return { call, first, requests, speaker, microphones, ...told, ...talker(microphones) }
}

function recorded(call: VoiceCall) {
  const told = { states: [] as string[], errors: [] as string[], statuses: [] as string[], handOvers: [] as object[] }
  call.on('state', (state) => told.states.push(state))
  call.on('error', ({ error, fatal }) => told.errors.push(`${error.code}:${fatal}`))
  call.on('connection', ({ status }) => status !== told.statuses.at(-1) && told.statuses.push(status))
  call.on('handed-over', (handedOver) => told.handOvers.push(handedOver))
  return told
}

/** Speaks samples that are all told apart by their place, and remembers them. */
function talker(microphones: ReturnType<typeof scriptedDevices>['microphones']) {
  const said: number[] = []
  const speak = (milliseconds: number) => {
    for (let at = 0; at < milliseconds; at += 50) {
      const chunk = Int16Array.from({ length: 1_200 }, (_, index) => ((said.length + index) * 7) % 30_011)
      said.push(...chunk)
      microphones.findLast(({ closed }) => !closed)?.onAudio(chunk, 0.2)
    }
  }
  return { said, speak }
}

/** The microphone's stream as a connection got it: from which sample on, and which. */
export function streamOf(connection: ScriptedConnection): { from: number; samples: number[] } {
  const start = connection.received.find((event) => event.type === 'client.audio_start')
  const frames = connection.received.filter((event) => event.type === 'input_audio_buffer.append')
  const samples = frames.flatMap((event) => [...decodePcm(String(event.audio))])
  return { from: Number(start?.audio_ms ?? Number.NaN) * 24, samples }
}
