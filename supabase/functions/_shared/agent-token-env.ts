import { z } from 'zod'
import { es256PrivateKey } from './es256-private-key.ts'

/**
 * Settings of agent tokens. The key is a signing key of the project, so that the data API and Realtime verify what it
 * signs by the project's JWKS. Whoever has it is everybody: only `mintAgentToken` reads it.
 */
export const agentTokenEnv = z
  .object({
    SUPABASE_URL: z.url(),
    /** Who signs the project's tokens, where it is not `SUPABASE_URL/auth/v1`: behind a proxy, or a domain of one's own. */
    AGENT_TOKEN_ISSUER: z.url().optional(),
    /** The project's public keys, where the platform passes them on. */
    SUPABASE_JWKS: z.string().optional(),
    /** A private ES256 JWK, as `supabase gen signing-key --algorithm ES256` prints it. */
    AGENT_TOKEN_SIGNING_KEY: z.string('is missing').transform((text, context) => {
      const parsed = es256PrivateKey.safeParse(parseJson(text))
      if (parsed.success) return parsed.data
      // No detail: it would quote the key.
      context.addIssue({ code: 'custom', message: 'is no private ES256 JWK with a kid' })
      return z.NEVER
    }),
  })
  .refine((env) => env.SUPABASE_JWKS?.includes(JSON.stringify(env.AGENT_TOKEN_SIGNING_KEY.kid)) ?? true, {
    path: ['AGENT_TOKEN_SIGNING_KEY'],
    message: 'is not among the signing keys of the project: import it there first',
  })

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
