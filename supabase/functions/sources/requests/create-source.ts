import { ParleyError } from '@parley/shared/parley-error.ts'
import { type CreateSourceResponse, MAX_SOURCE_BYTES, type SourcesRequest } from '@parley/shared/sources.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { sourceFiles } from '../source-files.ts'

type CreateRequest = Extract<SourcesRequest, { action: 'create' }>

/**
 * A source for a file that is about to be uploaded, and where to; or the source that has the same file already.
 *
 * @throws {ParleyError} source_too_large, organization_not_found, knowledge_base_not_found, agent_not_allowed
 */
export async function createSource(user: User, request: CreateRequest): Promise<CreateSourceResponse> {
  const maxBytes = MAX_SOURCE_BYTES[request.kind]
  if (request.bytes > maxBytes) throw new ParleyError('source_too_large', { details: { max_bytes: maxBytes } })
  const [source] = await asUser(user, (ai) =>
    ai.rpc('create_source', {
      p_organization_id: request.organization_id,
      p_name: request.name,
      p_kind: request.kind,
      p_bytes: request.bytes,
      p_sha256: request.sha256,
      p_visibility: request.visibility,
      ...(request.knowledge_base_id === undefined ? {} : { p_knowledge_base_id: request.knowledge_base_id }),
    }),
  )
  if (!source) throw new ParleyError('internal_error', { cause: new Error('create_source returned no row') })
  const { source_id, existing, storage_path } = source
  // A file that arrived before, of a client that never said so, is only to be looked at.
  const isAwaited = source.upload && !(existing && (await sourceFiles.exists(storage_path)))
  return { source_id, existing, upload: isAwaited ? await sourceFiles.uploadTarget(storage_path) : null }
}
