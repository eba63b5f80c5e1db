import { readEnv } from '../../_shared/read-env.ts'
import { gatewayEnv, type Upstream } from '../gateway-env.ts'

/** A provider, and what it calls the model. */
export type Place = Upstream & { name: string; model: string }

/**
 * Where a model is asked for, in this order: each `name` or `name:model there`. A name that the settings lack is left
 * out, so that one table of models serves installations with different providers.
 *
 * @throws {ParleyError} server_misconfigured
 */
export function upstreamsOf(model: string, upstreams: readonly string[]): Place[] {
  const env = readEnv(gatewayEnv)
  const known: Record<string, Upstream> = {
    ...(env.OPENAI_API_KEY
      ? {
          openai: { baseUrl: env.OPENAI_BASE_URL, apiKey: env.OPENAI_API_KEY, maxTokensField: 'max_completion_tokens' },
        }
      : {}),
    ...env.LLM_UPSTREAMS,
  }
  return upstreams.flatMap((entry) => {
    const [name = '', ...rest] = entry.split(':')
    const upstream = Object.hasOwn(known, name) ? known[name] : undefined
    return upstream === undefined ? [] : [{ ...upstream, name, model: rest.join(':') || model }]
  })
}
