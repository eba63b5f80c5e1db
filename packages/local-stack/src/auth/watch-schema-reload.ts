import type { LiteApp } from './create-lite-app.ts'

/** Honours `notify pgrst, 'reload schema'`, which migrations and event triggers send, like PostgREST itself. */
export async function watchSchemaReload(lite: LiteApp): Promise<() => Promise<void>> {
  const { unlisten } = await lite.sql.listen('pgrst', (payload) => {
    // Where the database goes away in the middle, so do the requests that would have used what was read.
    if (payload === '' || payload === 'reload schema') lite.forgetSchema().catch(() => {})
  })
  return unlisten
}
