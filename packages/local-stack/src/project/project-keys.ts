import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { z } from 'zod'

const privateJwk = z.object({ kid: z.string(), kty: z.literal('EC'), d: z.string() }).loose()

const storedKeys = z.object({
  publishableKey: z.string().startsWith('sb_publishable_'),
  secretKey: z.string().startsWith('sb_secret_'),
  anonKey: z.string(),
  serviceRoleKey: z.string(),
  internalSecret: z.string().min(32),
  signingKey: privateJwk,
  // not there in files from before the gateway
  llmTokenKey: privateJwk.optional(),
})

/** The secrets of one checkout. `signingKey` is the private ES256 JWK; `internalSecret` never leaves the process. */
export interface ProjectKeys {
  publishableKey: string
  secretKey: string
  /** The older kind of API key, a token for the role itself; good as `apikey` and nowhere else. */
  anonKey: string
  serviceRoleKey: string
  internalSecret: string
  signingKey: JWK & { kid: string }
  /** Signs the gateway's tokens. No key of the project: nothing but the gateway takes what it signs. */
  llmTokenKey: JWK & { kid: string }
}

/** Reads the keys of a checkout, or makes them on its first start (file mode 0600, so that they stay its owner's). */
export async function loadProjectKeys(file: string): Promise<ProjectKeys> {
  const stored = existsSync(file) ? storedKeys.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined
  if (stored?.llmTokenKey) return stored as ProjectKeys
  const keys = { ...(await generateProjectKeys()), ...stored } as ProjectKeys
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 })
  return keys
}

/** New random keys, kept nowhere: for stacks that live in memory. */
export async function generateProjectKeys(): Promise<ProjectKeys> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const kid = crypto.randomUUID()
  const legacyKey = (role: string) =>
    new SignJWT({ iss: 'supabase', role })
      .setProtectedHeader({ alg: 'ES256', kid, typ: 'JWT' })
      .setIssuedAt()
      .setExpirationTime('10y')
      .sign(privateKey)
  return {
    anonKey: await legacyKey('anon'),
    serviceRoleKey: await legacyKey('service_role'),
    publishableKey: `sb_publishable_${apiKeyBody()}`,
    secretKey: `sb_secret_${apiKeyBody()}`,
    internalSecret: randomBytes(48).toString('base64url'),
    signingKey: { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' },
    llmTokenKey: await newSigningKey(),
  }
}

async function newSigningKey(): Promise<JWK & { kid: string }> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: crypto.randomUUID(), alg: 'ES256', use: 'sig' }
}

/** The shape of hosted keys: 22 characters of secret, an underscore, 8 of checksum. */
function apiKeyBody(): string {
  const secret = randomBytes(17).toString('base64url').slice(0, 22)
  return `${secret}_${randomBytes(6).toString('base64url')}`
}
