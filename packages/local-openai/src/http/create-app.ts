import { Hono } from 'hono'
import type { Embedder } from '../embeddings/create-embedder.ts'
import { authenticate, type Caller } from './authenticate.ts'
import { type ChatOptions, chatCompletionsRoute } from './chat-completions-route.ts'
import type { ClientSecretStore } from './client-secret-store.ts'
import { clientSecretsRoute } from './client-secrets-route.ts'
import { embeddingsRoute } from './embeddings-route.ts'
import { modelRoute, modelsRoute } from './models-route.ts'
import { OpenaiError } from './openai-error.ts'

/** What the routes work with. */
export type AppOptions = {
  apiKey: string
  secrets: ClientSecretStore
  sessionLifetimeMs: number
  chat: ChatOptions
  embedder: Embedder
  log(message: string): void
}

/** What a request carries to its route. */
export type AppEnv = { Variables: { caller: Caller } }

/** The HTTP side of the stand-in: every answer, errors and unknown routes included, in OpenAI's shape. */
export function createApp(options: AppOptions): Hono<AppEnv> {
  const app = new Hono<AppEnv>()
  app.use('/v1/*', async (context, next) => {
    context.set('caller', authenticate(context.req.raw.headers, options.apiKey, options.secrets))
    await next()
  })
  app.post('/v1/realtime/client_secrets', clientSecretsRoute(options))
  app.use('/v1/*', async (context, next) => {
    // An ephemeral key opens Realtime sessions and nothing else.
    if (context.get('caller').kind === 'ephemeral') throw serverKeyNeeded()
    await next()
  })
  app.post('/v1/chat/completions', chatCompletionsRoute(options.chat))
  app.post('/v1/embeddings', embeddingsRoute(options.embedder))
  app.get('/v1/models', modelsRoute)
  app.get('/v1/models/:model', modelRoute)
  app.notFound((context) => {
    const message = `Invalid URL (${context.req.method} ${context.req.path})`
    return context.json(new OpenaiError({ status: 404, code: null, message }).toBody(), 404)
  })
  app.onError((error, context) => {
    const known = error instanceof OpenaiError ? error : internalError(error, options.log)
    return context.json(known.toBody(), known.status as 400)
  })
  return app
}

function serverKeyNeeded(): OpenaiError {
  const message = 'This needs a standard API key: an ephemeral one opens Realtime sessions only.'
  return new OpenaiError({ status: 401, code: 'invalid_api_key', message })
}

function internalError(error: Error, log: (message: string) => void): OpenaiError {
  log(error.stack ?? error.message)
  const message = 'The stand-in failed. Its log says why.'
  return new OpenaiError({ status: 500, type: 'server_error', code: null, message })
}
