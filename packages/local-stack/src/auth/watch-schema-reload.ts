import type { LiteApp } from './create-lite-app.ts'

/** Honours `notify pgrst, 'reload schema'`, which migrations and event triggers send, like PostgREST itself. */
export async function watchSchemaReload(lite: LiteApp): Promise<() => Promise<void>> {
  const { unlisten } = await lite.sql.listen('pgrst', (payload) => {
    if (payload === '' || payload === 'reload schema') void lite.forgetSchema()
  })
  return unlisten
}
