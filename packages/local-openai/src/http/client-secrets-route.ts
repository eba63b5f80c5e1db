import type { Handler } from 'hono'
import type { ClientSecretCreateResponse } from 'openai/resources/realtime/client-secrets'
import { z } from 'zod'
import { applySessionUpdate } from '../realtime/apply-session-update.ts'
import { createSessionConfig } from '../realtime/session-config.ts'
import { sessionUpdateSchema } from '../realtime/session-update-schema.ts'
import type { AppEnv, AppOptions } from './create-app.ts'
import { OpenaiError } from './openai-error.ts'
import { readBody } from './read-body.ts'

const bodySchema = z.strictObject({
  expires_after: z
    .strictObject({
      anchor: z.literal('created_at').optional(),
      seconds: z.number().int().min(10).max(7200).optional(),
    })
    .optional(),
  session: sessionUpdateSchema.optional(),
})

const DEFAULT_SECONDS = 600
const DEFAULT_MODEL = 'gpt-realtime-2.1'

/** `POST /v1/realtime/client_secrets`: an ephemeral key with its session. Needs the server's key. */
export function clientSecretsRoute({ secrets, sessionLifetimeMs }: AppOptions): Handler<AppEnv> {
  return async (context) => {
    if (context.get('caller').kind !== 'server') {
      const message = 'Ephemeral keys cannot mint further keys. Use the standard API key on your server.'
      throw new OpenaiError({ status: 401, code: 'invalid_api_key', message })
    }
    const { expires_after, session = { type: 'realtime' as const } } = await readBody(context, bodySchema)
    const config = createSessionConfig(session.model ?? DEFAULT_MODEL, sessionLifetimeMs)
    const effective = applySessionUpdate(config, { ...session, model: config.model }, false)
    const secret = secrets.mint({ ...session, model: config.model }, expires_after?.seconds ?? DEFAULT_SECONDS)
    const answer = {
      value: secret.value,
      expires_at: secret.expiresAt,
      session: { ...effective, expires_at: 0 },
    }
    return context.json(answer as typeof answer & { session: { type: 'realtime' } } satisfies WireAnswer)
  }
}

/** OpenAI's type, with the voice as an object allowed, as it is in sessions. */
type WireAnswer = Omit<ClientSecretCreateResponse, 'session'> & { session: object }
