import type { Handler } from 'hono'
import type { Model } from 'openai/resources/models'
import { OpenaiError } from './openai-error.ts'

/** Names that clients may ask about. The stand-in answers to any other name too: it has one brain for all. */
const MODELS = [
  'gpt-realtime-2.1',
  'gpt-realtime-2.1-mini',
  'gpt-transcribe',
  'gpt-5.5',
  'gpt-5.5-mini',
  'text-embedding-3-small',
]

const describe = (id: string): Model => ({ id, object: 'model', created: 1_767_225_600, owned_by: 'parley-local' })

/** `GET /v1/models`. */
export const modelsRoute: Handler = (context) => context.json({ object: 'list', data: MODELS.map(describe) })

/** `GET /v1/models/:model`. */
export const modelRoute: Handler = (context) => {
  const id = context.req.param('model') ?? ''
  if (MODELS.includes(id)) return context.json(describe(id))
  const message = `The model '${id}' does not exist or you do not have access to it.`
  throw new OpenaiError({ status: 404, code: 'model_not_found', message, param: 'model' })
}
