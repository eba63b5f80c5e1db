import { exportJWK, generateKeyPair, type JWK } from 'jose'

/** Both halves of a project's signing key. */
export type ProjectKey = { privateJwk: JWK & { kid: string }; publicJwk: JWK & { kid: string } }

/** Makes a signing key, shaped as `supabase gen signing-key` prints it. */
export async function createProjectKey(kid: string = crypto.randomUUID()): Promise<ProjectKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true })
  const about = { kid, alg: 'ES256', use: 'sig', ext: true }
  return {
    privateJwk: { ...(await exportJWK(privateKey)), ...about, key_ops: ['sign', 'verify'] },
    publicJwk: { ...(await exportJWK(publicKey)), ...about },
  }
}
