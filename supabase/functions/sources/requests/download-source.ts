import { ParleyError } from '@parley/shared/parley-error.ts'
import type { SourceDownloadResponse } from '@parley/shared/sources.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { sourceFiles } from '../source-files.ts'

/**
 * A signed address of the file, for who may read its source. Whoever has the address has the file, for a minute.
 *
 * @throws {ParleyError} source_not_found, agent_not_allowed
 */
export async function downloadSource(user: User, sourceId: string): Promise<SourceDownloadResponse> {
  const [file] = await asUser(user, (ai) => ai.rpc('source_file', { p_source_id: sourceId }))
  if (!file) throw new ParleyError('source_not_found')
  return { url: await sourceFiles.downloadUrl(file.storage_path, file.name), name: file.name }
}
