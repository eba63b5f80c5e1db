import type { SourceKind } from '@parley/shared/sources.ts'

/** A job that this worker holds. Every save asks for its token. */
export type SourceJob = {
  source_id: string
  lease_token: string
  step: 'extract' | 'embed' | 'clear' | 'delete'
  /** This one included, since it last got on. */
  attempts: number
  kind: SourceKind
  bytes: number
  storage_path: string
  pages_done: number
}

/** The part of a job that every call to the queue names. */
export const leaseOf = (job: SourceJob) => ({ p_source_id: job.source_id, p_lease_token: job.lease_token })
