import { type LocalOpenai, startLocalOpenai } from '@parley/local-openai/start-local-openai'
import type { OpenaiProvider, StackOptions } from './stack-options.ts'

/** Who answers calls, and how to stop them when they run here. */
export interface ChosenOpenai {
  provider: Required<OpenaiProvider>
  local: LocalOpenai | undefined
}

const standInKey = 'sk-local-stand-in'

/**
 * The provider given in the options or by `OPENAI_API_KEY`, `OPENAI_BASE_URL` and `OPENAI_REALTIME_URL`; when neither
 * names one, the offline stand-in, started on a free port.
 */
export async function chooseOpenai(options: Pick<StackOptions, 'openai' | 'log'>): Promise<ChosenOpenai> {
  const given = options.openai
  if (given && 'apiKey' in given) return { provider: complete(given), local: undefined }
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl, OPENAI_REALTIME_URL: realtimeUrl } = process.env
  if (!given && (apiKey || baseUrl || realtimeUrl)) {
    // Providers on one's own machine want no key, but clients insist on sending one.
    return { provider: complete({ apiKey: apiKey || 'none', baseUrl, realtimeUrl }), local: undefined }
  }
  const local = await startLocalOpenai({ log: options.log, ...given, port: 0, apiKey: standInKey })
  return { provider: { apiKey: standInKey, baseUrl: local.url, realtimeUrl: local.realtimeUrl }, local }
}

function complete({ apiKey, baseUrl, realtimeUrl }: OpenaiProvider): Required<OpenaiProvider> {
  const base = (baseUrl || 'https://api.openai.com/v1').replace(/\/$/, '')
  return { apiKey, baseUrl: base, realtimeUrl: realtimeUrl || `${base.replace(/^http/, 'ws')}/realtime` }
}
