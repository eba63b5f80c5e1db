import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'
import type { Brain } from './brain/brain.ts'
import { chooseBrain } from './brain/choose-brain.ts'
import { createEmbedder } from './embeddings/create-embedder.ts'
import type { ChatPace } from './http/chat-pace.ts'
import type { ChatReport } from './http/chat-report.ts'
import { ClientSecretStore } from './http/client-secret-store.ts'
import { createApp } from './http/create-app.ts'
import { createRealtimeEndpoint } from './realtime/create-realtime-endpoint.ts'
import type { RealtimeConnection } from './realtime/realtime-connection.ts'
import { startSpeech } from './speech/start-speech.ts'
import type { Script } from './testing/script.ts'
import { createScriptedEngines } from './testing/scripted-engines.ts'
import type { SessionReport } from './testing/session-report.ts'
import { createStampedEngines } from './testing/stamped-engines.ts'

/** How to start the stand-in. */
export type LocalOpenaiOptions = {
  /** 0 takes any free port. */
  port: number
  /** Default 127.0.0.1. */
  host?: string
  /** The standard key that clients must send. Any text. */
  apiKey: string
  /** Decides on answers; default: rules and retrieval, or, for the model `stand-in-obedient`, every order in sight. */
  brain?: Brain
  /** Every model is `stand-in-obedient`: does whatever any text in its context tells it. Never the default. */
  obedient?: boolean
  /** Tests: what to hear, answer and break. */
  script?: Script
  /**
   * Speech: default four times real time, in pieces of 200 ms. Chat: so many tokens a second after `firstTokenMs`;
   * default all at once.
   */
  pace?: { speedup?: number; chunkMs?: number } & ChatPace
  /** Default 60 minutes, as with OpenAI. */
  sessionLifetimeMs?: number
  /** Keeps every frame in `sessions[].received` and `.sent`. Default: only with a script, and not with stamped engines. */
  record?: boolean
  log?: (message: string) => void
}

/** A running stand-in. */
export type LocalOpenai = {
  /** For `OPENAI_BASE_URL`: `http://127.0.0.1:PORT/v1`. */
  url: string
  /** For `OPENAI_REALTIME_URL`: `ws://127.0.0.1:PORT/v1/realtime`. */
  realtimeUrl: string
  sessions: readonly RealtimeConnection[]
  /** The last thousand requests for chat completions, oldest first, and what became of them. */
  chats: readonly ChatReport[]
  /** With a script: what each of the last thousand sessions was given and did, oldest first, ended ones too. */
  sessionReports(): SessionReport[]
  stop(): Promise<void>
}

const HOUR_MS = 60 * 60 * 1000

/**
 * Starts the offline stand-in for OpenAI's GA APIs: Realtime over WebSocket, client secrets, chat completions,
 * embeddings, models. Rejects when the port is taken.
 *
 * @example
 * const openai = await startLocalOpenai({ port: 0, apiKey: 'sk-local' })
 * // OPENAI_BASE_URL = openai.url
 */
export async function startLocalOpenai(options: LocalOpenaiOptions): Promise<LocalOpenai> {
  const { apiKey, script, host = '127.0.0.1', sessionLifetimeMs = HOUR_MS, log = () => {} } = options
  const secrets = new ClientSecretStore()
  const brain = options.brain ?? chooseBrain(options)
  const embedder = createEmbedder()
  const speech = script === undefined || script.engines === 'real' ? await startSpeech() : undefined
  const chats: ChatReport[] = []
  const chat = { brain, pace: options.pace ?? {}, faults: script?.chatFaults, reports: chats }
  const app = createApp({ apiKey, secrets, sessionLifetimeMs, chat, embedder, log })
  const endpoint = createRealtimeEndpoint({
    apiKey,
    secrets,
    createEngines: () => (speech === undefined ? createTestEngines(script ?? {}) : { ...speech, think: brain }),
    pace: { speedup: options.pace?.speedup ?? 4, chunkMs: options.pace?.chunkMs ?? 200 },
    lifetimeMs: sessionLifetimeMs,
    script,
    record: options.record ?? (script !== undefined && script.engines !== 'stamped'),
    log,
  })
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  server.on('upgrade', endpoint.handleUpgrade)
  const stop = async () => {
    await endpoint.stop()
    await close(server)
    await Promise.all([speech?.stop(), embedder.stop()])
  }
  const port = await listen(server, options.port, host).catch(async (error) => {
    await stop()
    throw error
  })
  return {
    url: `http://${host}:${port}/v1`,
    realtimeUrl: `ws://${host}:${port}/v1/realtime`,
    sessions: endpoint.sessions,
    chats,
    sessionReports: endpoint.reports,
    stop,
  }
}

const createTestEngines = (script: Script) =>
  script.engines === 'stamped' ? createStampedEngines(script) : createScriptedEngines(script)

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
