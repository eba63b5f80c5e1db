import { z } from 'zod'

/** What of a private JWK signs. Its `key_ops` and the like stay out: the CLI writes some that WebCrypto refuses. */
export const es256PrivateKey = z.object({
  kid: z.string().min(1),
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
})
export type Es256PrivateKey = z.infer<typeof es256PrivateKey>
