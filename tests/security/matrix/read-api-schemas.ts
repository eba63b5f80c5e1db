import { readProjectConfig } from '@parley/local-stack/project/read-project-config'

/** The schemas that the Data API offers: `[api] schemas` of supabase/config.toml. */
export function readApiSchemas(): string[] {
  return readProjectConfig(new URL('../../../supabase/config.toml', import.meta.url).pathname).api.schemas
}
