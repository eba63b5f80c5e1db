import { ParleyError } from '@parley/shared/parley-error.ts'
import type { SourceStatusResponse } from '@parley/shared/sources.ts'
import { asUser } from '../../_shared/as-user.ts'
import type { User } from '../../_shared/verify-user.ts'

/** The state of a source that the user may read. @throws {ParleyError} source_not_found */
export async function sourceStatus(user: User, sourceId: string): Promise<SourceStatusResponse> {
  const [source] = await asUser(user, (ai) => ai.from('sources').select('status, error_code').eq('id', sourceId))
  if (!source) throw new ParleyError('source_not_found')
  return { source_id: sourceId, status: source.status as SourceStatusResponse['status'], error_code: source.error_code }
}
