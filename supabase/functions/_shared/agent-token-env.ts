import { z } from 'zod'

/** What of a private JWK signs. Its `key_ops` and the like stay out: the CLI writes some that WebCrypto refuses. */
const signingKey = z.object({
  kid: z.string().min(1),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})

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
      const parsed = signingKey.safeParse(parseJson(text))
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
