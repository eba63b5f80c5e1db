import type { SourcesRequest } from '@parley/shared/sources.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'
import { wakeWorkers } from '../indexing/wake-workers.ts'
import { checkUpload } from './check-upload.ts'
import { createSource } from './create-source.ts'
import { downloadSource } from './download-source.ts'
import { sourceStatus } from './source-status.ts'

/** Does what a person asks for, as that person; afterwards workers are woken where something is to be done. */
export async function handleRequest({ user, body }: { user: User; body: SourcesRequest }): Promise<unknown> {
  const answer = await answerRequest(user, body)
  wakeWorkers()
  return answer
}

async function answerRequest(user: User, body: SourcesRequest): Promise<unknown> {
  if (body.action === 'create') return await createSource(user, body)
  const { source_id } = body
  const target = { p_source_id: source_id }
  if (body.action === 'download') return await downloadSource(user, source_id)
  if (body.action === 'delete') {
    await asUser(user, (ai) => ai.rpc('delete_source', target))
    return { source_id }
  }
  if (body.action === 'uploaded') await checkUpload(user, source_id)
  if (body.action === 'retry') await asUser(user, (ai) => ai.rpc('retry_source', target))
  if (body.action === 'reindex') await asUser(user, (ai) => ai.rpc('reindex_source', target))
  return await sourceStatus(user, source_id)
}
