import type { ProjectKey } from './create-project-key.ts'

/** Sets what a hosted project tells its functions, for a project with this key. */
export function setProjectEnv(key: ProjectKey): void {
  Deno.env.set('SUPABASE_URL', 'https://project.example')
  Deno.env.set('SUPABASE_JWKS', JSON.stringify({ keys: [key.publicJwk] }))
  Deno.env.set('AGENT_TOKEN_SIGNING_KEY', JSON.stringify(key.privateJwk))
}
