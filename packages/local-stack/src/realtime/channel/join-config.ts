import { z } from 'zod'

const broadcast = z.object({
  ack: z.boolean().catch(false),
  self: z.boolean().catch(false),
  replay: z.unknown().optional(),
})
const presence = z.object({ key: z.string().catch(''), enabled: z.boolean().catch(false) })
const changesOptions = z.object({ wait: z.boolean().catch(false) })
const changes = z.array(z.record(z.string(), z.unknown()).nullable())

/** A join's `config`. As in the hosted service, unknown keys are ignored and wrong types count as missing. */
const joinConfigSchema = z.object({
  broadcast: broadcast.catch({ ack: false, self: false }),
  presence: presence.catch({ key: '', enabled: false }),
  postgres_changes: changes.catch([]).transform((bindings) => bindings.filter((binding) => binding !== null)),
  postgres_changes_options: changesOptions.catch({ wait: false }),
  private: z.boolean().catch(false),
})

export type JoinConfig = z.infer<typeof joinConfigSchema>

/** Reads the payload of a `phx_join`; never fails. */
export function joinConfig(payload: unknown): JoinConfig {
  return joinConfigSchema.parse(field(payload, 'config') ?? {})
}

/** The token that came with a join or an `access_token` message. */
export function accessToken(payload: unknown): string | undefined {
  const token = field(payload, 'access_token')
  return typeof token === 'string' && token !== '' ? token : undefined
}

function field(payload: unknown, name: string): unknown {
  if (typeof payload !== 'object' || payload === null) return undefined
  const value: unknown = Reflect.get(payload, name)
  return name === 'config' && (typeof value !== 'object' || Array.isArray(value)) ? undefined : value
}
