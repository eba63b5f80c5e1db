import { asServer } from '../../_shared/as-server.ts'
import { sourceFiles } from '../source-files.ts'

const BATCH = 50

/** Takes files out of the bucket whose source is gone, and uploads that never came. Answers whether it did any. */
export async function removeFiles(): Promise<boolean> {
  await asServer((ai) => ai.rpc('delete_stale_uploads'))
  const paths = await asServer((ai) => ai.rpc('orphaned_source_files', { p_limit: BATCH }))
  if (paths.length === 0) return false
  await sourceFiles.remove(paths)
  await asServer((ai) => ai.rpc('forget_orphaned_source_files', { p_paths: paths }))
  return true
}
