import { z } from 'zod'
import { es256PrivateKey } from '../es256-private-key.ts'

/**
 * Settings of the gateway's tokens. The keys are the gateway's own and no keys of the project, so that nothing else
 * takes what they sign. The first signs; the others are those before it, whose tokens are good until they expire.
 */
export const gatewayTokenEnv = z.object({
  SUPABASE_URL: z.url(),
  /** A JSON array of private ES256 JWKs, each as `supabase gen signing-key --algorithm ES256` prints it. */
  LLM_TOKEN_SIGNING_KEYS: z.string('is missing').transform((text, context) => {
    const parsed = z.array(es256PrivateKey).min(1).max(5).safeParse(parseJson(text))
    if (parsed.success && new Set(parsed.data.map(({ kid }) => kid)).size === parsed.data.length) return parsed.data
    // No detail: it would quote the keys.
    context.addIssue({ code: 'custom', message: 'is no JSON array of private ES256 JWKs, each with a kid of its own' })
    return z.NEVER
  }),
})

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
