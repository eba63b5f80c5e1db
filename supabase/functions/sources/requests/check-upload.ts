import { createHash } from 'node:crypto'
import { ParleyError } from '@parley/shared/parley-error.ts'
import type { SourceKind } from '@parley/shared/sources.ts'
import { asServer } from '../../_shared/as-server.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { contentFault } from '../extract/content-fault.ts'
import { sourceFiles } from '../source-files.ts'

/**
 * Looks at an uploaded file (there, as large and with the hash as announced, of its kind by content) and queues its
 * source, or lets it fail with what is wrong. A source that was looked at before is left alone.
 *
 * @throws {ParleyError} upload_missing, source_not_found, role_too_low, agent_not_allowed
 */
export async function checkUpload(user: User, sourceId: string): Promise<void> {
  const [source] = await asUser(user, (ai) => ai.rpc('source_to_check', { p_source_id: sourceId }))
  if (!source) throw new ParleyError('source_not_found')
  if (source.status !== 'uploading') return
  const fault = await sourceFiles.use(source.storage_path, source.bytes, async (bytes) => {
    if (!bytes) throw new ParleyError('upload_missing')
    return uploadFault(bytes, source)
  })
  // Another file may be uploaded in its place.
  if (fault === 'upload_differs') await sourceFiles.remove([source.storage_path])
  if (fault) await asServer((ai) => ai.rpc('refuse_source', { p_source_id: sourceId, p_error_code: fault }))
  else await asServer((ai) => ai.rpc('queue_source', { p_source_id: sourceId }))
}

function uploadFault(bytes: Uint8Array, announced: { bytes: number; sha256: string; kind: string }) {
  if (bytes.length !== announced.bytes || sha256Hex(bytes) !== announced.sha256) return 'upload_differs'
  return contentFault(announced.kind as SourceKind, bytes)
}

/** Not by Web Crypto, which copies what it digests. */
const sha256Hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
