import { rm } from 'node:fs/promises'
import { dropCheckoutDatabase } from '../project/checkout-database.ts'
import type { ProjectPaths } from '../project/project-paths.ts'

/** Drops database, files and mails of this checkout. Its keys stay. Nothing may be running. */
export async function resetData(paths: ProjectPaths): Promise<void> {
  const serverUrl = process.env.PARLEY_DB_URL
  if (serverUrl) await dropCheckoutDatabase(serverUrl, paths)
  const written = [paths.dataDir, paths.storageDir, paths.mailsFile, paths.functionsLogFile]
  await Promise.all(written.map((path) => rm(path, { recursive: true, force: true })))
}
