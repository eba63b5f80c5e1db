import type { ProjectKeys } from '../project/project-keys.ts'
import type { StackState } from './stack-state.ts'

/** What `supabase status -o json` names of a stack, as far as it exists here. */
export function statusValues(state: StackState, keys: ProjectKeys): Record<string, string> {
  return {
    API_URL: state.apiUrl,
    REST_URL: `${state.apiUrl}/rest/v1`,
    FUNCTIONS_URL: `${state.apiUrl}/functions/v1`,
    STORAGE_URL: `${state.apiUrl}/storage/v1`,
    DB_URL: state.dbUrl,
    MAILPIT_URL: state.mailboxUrl,
    INBUCKET_URL: state.mailboxUrl,
    PUBLISHABLE_KEY: keys.publishableKey,
    SECRET_KEY: keys.secretKey,
    ANON_KEY: keys.anonKey,
    SERVICE_ROLE_KEY: keys.serviceRoleKey,
  }
}

/** `values` as `pretty`, `env` (to be sourced) or `json`. */
export function formatStatus(values: Record<string, string>, output: 'pretty' | 'env' | 'json'): string {
  if (output === 'json') return JSON.stringify(values, null, 2)
  const entries = Object.entries(values)
  if (output === 'env') return entries.map(([name, value]) => `${name}="${value}"`).join('\n')
  return entries.map(([name, value]) => `${name.replaceAll('_', ' ').padEnd(17)} ${value}`).join('\n')
}
