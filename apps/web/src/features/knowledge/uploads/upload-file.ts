import { ParleyError } from '@parley/shared/parley-error'
import { type CreateSourceResponse, createSourceResponse, sourceKindOf } from '@parley/shared/sources'
import { invokeFunction } from '@/lib/invoke-function.ts'
import { askSource } from '../api/ask-source.ts'
import { hashFile } from './hash-file.ts'
import { sendFile } from './send-file.ts'
import type { Upload } from './upload.ts'

/**
 * Brings one file to where workers take it: its hash, its source, the file itself, and word that it is there. Tells of
 * each step by `onChange`.
 *
 * @returns The source, and whether the same file was there already.
 * @throws {ParleyError} What the server refused; a `TypeError` when it could not be reached; the signal's reason.
 */
export async function uploadFile(
  { file, target }: Upload,
  signal: AbortSignal,
  onChange: (change: Partial<Upload>) => void,
): Promise<CreateSourceResponse> {
  onChange({ state: 'hashing', progress: 0 })
  const source = await createSource(file, target, signal)
  onChange({ sourceId: source.source_id })
  if (source.upload) {
    onChange({ state: 'sending' })
    await sendFile(source.upload, file, { signal, onProgress: (progress) => onChange({ progress }) })
  }
  onChange({ state: 'checking' })
  if (source.upload || (await isAwaited(source.source_id))) await askSource('uploaded', source.source_id)
  return { ...source, existing: source.existing && source.upload === null }
}

async function createSource(file: File, target: Upload['target'], signal: AbortSignal): Promise<CreateSourceResponse> {
  const kind = sourceKindOf(file.name)
  if (!kind) throw new ParleyError('source_type_differs')
  const sha256 = await hashFile(file)
  const body = {
    action: 'create',
    organization_id: target.organizationId,
    name: file.name.slice(0, 200),
    kind,
    bytes: file.size,
    sha256,
    visibility: target.visibility,
    ...(target.knowledgeBaseId ? { knowledge_base_id: target.knowledgeBaseId } : {}),
  }
  return createSourceResponse.parse(await invokeFunction('sources', body, signal))
}

/** The file arrived once, of a window that was closed before it said so. */
const isAwaited = async (sourceId: string) => (await askSource('status', sourceId)).status === 'uploading'
