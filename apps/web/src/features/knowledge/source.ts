import type { Tables } from '@parley/shared/database-types'
import type { SourceKind, SourceStatusResponse } from '@parley/shared/sources'

export type SourceStatus = SourceStatusResponse['status']
export type Visibility = 'private' | 'organization'

/** What `ai.sources` says of a file and of how far its indexing is. */
export type SourceFile = Pick<
  Tables<{ schema: 'ai' }, 'sources'>,
  | 'id'
  | 'bytes'
  | 'error_code'
  | 'pages_total'
  | 'pages_done'
  | 'chunks_total'
  | 'chunks_done'
  | 'run_id'
  | 'indexed_at'
  | 'updated_at'
> & { kind: SourceKind; status: SourceStatus; language: string }

/** A document as its readers have it: whose it is and who may read it, with its file. */
export type Source = Pick<Tables<'documents'>, 'organization_id' | 'user_id' | 'name' | 'created_at'> & {
  id: string
  visibility: Visibility
  file: SourceFile
}

/** A worker is at it, or should be. A file that is still to be uploaded waits for its person, not for a worker. */
export function isBusy({ status }: Pick<SourceFile, 'status'>): boolean {
  return status === 'queued' || status === 'extracting' || status === 'embedding'
}

/** What is wrong with the file itself: it fails again however often it is tried, so another file is wanted. */
const FILE_FAULTS = [
  'upload_differs',
  'source_too_large',
  'source_empty',
  'source_type_differs',
  'source_damaged',
  'source_encrypted',
  'source_inflates',
  'source_without_text',
]

/** It has failed for a reason that may be gone by now; a retry goes on where it stopped. */
export function isRepeatable({ status, error_code }: Pick<SourceFile, 'status' | 'error_code'>): boolean {
  return status === 'failed' && !FILE_FAULTS.includes(error_code ?? '')
}

/** Search finds it and its pages can be read, though a newer run may be under way or have failed. */
export function isReadable({ run_id }: Pick<SourceFile, 'run_id'>): boolean {
  return run_id !== null
}
