import { errorFromZod } from '../http/error-from-zod.ts'
import { OpenaiError } from '../http/openai-error.ts'
import { CLIENT_EVENT_SCHEMAS, type ClientEvent } from './client-event-schema.ts'

const isKnownType = (type: string): type is keyof typeof CLIENT_EVENT_SCHEMAS =>
  Object.hasOwn(CLIENT_EVENT_SCHEMAS, type)

/** A text frame as JSON. Throws an {@link OpenaiError} when it is not an object in JSON. */
export function parseFrame(frame: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(frame)
  } catch {
    throw new OpenaiError({ code: 'invalid_json', message: 'The frame is not valid JSON.' })
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new OpenaiError({ code: 'invalid_event', message: 'The frame is not a JSON object.' })
}

/** Checks a client event. Throws an {@link OpenaiError} that names the first field at fault. */
export function parseClientEvent(value: Record<string, unknown>): ClientEvent {
  const type = value.type
  if (typeof type !== 'string') {
    throw new OpenaiError({ code: 'invalid_event', message: "The 'type' field is missing.", param: 'type' })
  }
  if (!isKnownType(type)) {
    const supported = Object.keys(CLIENT_EVENT_SCHEMAS).map((name) => `'${name}'`)
    const message = `Invalid value: '${type.slice(0, 64)}'. Supported values are: ${supported.join(', ')}.`
    throw new OpenaiError({ code: 'invalid_value', message, param: 'type' })
  }
  const parsed = CLIENT_EVENT_SCHEMAS[type].safeParse(value)
  if (parsed.success) return parsed.data
  throw errorFromZod(parsed.error)
}
