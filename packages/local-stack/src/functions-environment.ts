import type { JSONWebKeySet } from 'jose'
import type { ProjectKeys } from './project/project-keys.ts'
import type { OpenaiProvider } from './stack-options.ts'

export interface FunctionsEnvironment {
  apiUrl: string
  dbUrl: string
  keys: ProjectKeys
  jwks: JSONWebKeySet
  openai: Required<OpenaiProvider>
  allowedOrigins: string[]
}

/** The variables that a hosted project gives its functions, and Parley's own. Holds secrets. */
export function functionsEnvironment(of: FunctionsEnvironment): Record<string, string> {
  return {
    SUPABASE_URL: of.apiUrl,
    SUPABASE_DB_URL: of.dbUrl,
    SUPABASE_PUBLISHABLE_KEYS: JSON.stringify({ default: of.keys.publishableKey }),
    SUPABASE_SECRET_KEYS: JSON.stringify({ default: of.keys.secretKey }),
    SUPABASE_JWKS: JSON.stringify(of.jwks),
    SUPABASE_ANON_KEY: of.keys.anonKey,
    SUPABASE_SERVICE_ROLE_KEY: of.keys.serviceRoleKey,
    AGENT_TOKEN_ISSUER: `${of.apiUrl}/auth/v1`,
    AGENT_TOKEN_SIGNING_KEY: JSON.stringify(of.keys.signingKey),
    LLM_TOKEN_SIGNING_KEYS: JSON.stringify([of.keys.llmTokenKey]),
    OPENAI_API_KEY: of.openai.apiKey,
    OPENAI_BASE_URL: of.openai.baseUrl ?? '',
    OPENAI_REALTIME_URL: of.openai.realtimeUrl ?? '',
    ALLOWED_ORIGINS: of.allowedOrigins.join(','),
  }
}
