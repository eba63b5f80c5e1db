import type { OrganizationName, PersonName } from './people.ts'
import { ORGANIZATIONS, sha256 } from './planted-rows.ts'
import { stableUuid } from './stable-uuid.ts'

/** ready: one complete run. indexed again: an older run's rows are still there. embedding: a run that is not complete. */
export type SourceState = 'uploading' | 'queued' | 'embedding' | 'failed' | 'ready' | 'indexed again'

/** A source with its document, as somebody gave it. */
export interface PlantedSource {
  id: string
  by: PersonName
  in: OrganizationName
  visibility: 'private' | 'organization'
  state: SourceState
  /** its complete run; null: none is */
  runId: string | null
  /** a run that is being made, or was before: its rows are nobody's */
  otherRunId: string | null
  sha256: string
}

const source = (
  by: PersonName,
  where: OrganizationName,
  visibility: PlantedSource['visibility'],
  state: SourceState = 'ready',
): PlantedSource => {
  const label = `source ${by} ${where} ${visibility} ${state}`
  return {
    id: stableUuid(label),
    by,
    in: where,
    visibility,
    state,
    runId: state === 'ready' || state === 'indexed again' ? stableUuid(`run of ${label}`) : null,
    otherRunId: state === 'embedding' || state === 'indexed again' ? stableUuid(`other run of ${label}`) : null,
    sha256: sha256(label),
  }
}

export const PLANTED_SOURCES = [
  source('mia', 'north', 'private'),
  source('mia', 'north', 'organization', 'indexed again'),
  source('mia', 'north', 'organization', 'embedding'),
  source('mia', 'north', 'private', 'uploading'),
  source('max', 'north', 'private'),
  source('max', 'north', 'organization', 'failed'),
  source('olga', 'north', 'private'),
  source('ivy', 'north', 'private'),
  source('gone', 'north', 'private'),
  source('gone', 'north', 'organization'),
  source('ivy', 'south', 'organization'),
  source('otto', 'south', 'private'),
  source('sam', 'south', 'organization', 'queued'),
]

/** The planted source of somebody; throws where there is none. */
export function plantedSource(by: PersonName, which: Partial<PlantedSource> = {}): PlantedSource {
  const found = PLANTED_SOURCES.find(
    (planted) =>
      planted.by === by &&
      Object.entries(which).every(([name, value]) => planted[name as keyof PlantedSource] === value),
  )
  if (!found) throw new Error(`No such planted source of ${by}`)
  return found
}

/** Where its file lies in the bucket. */
export function plantedPath({ in: where, id }: PlantedSource): string {
  return `${ORGANIZATIONS[where].id}/${id}`
}

/** The lease that a worker holds on a planted source's job. */
export function plantedLease({ id }: PlantedSource): string {
  return stableUuid(`lease ${id}`)
}

/** The knowledge base of an organisation. */
export function plantedKnowledgeBase(where: OrganizationName): string {
  return stableUuid(`knowledge base ${where}`)
}

/** What they hold. */
export const INDEXED_SOURCES = [
  plantedSource('mia', { visibility: 'private', state: 'ready' }),
  plantedSource('mia', { state: 'indexed again' }),
  plantedSource('gone', { visibility: 'organization' }),
  plantedSource('ivy', { in: 'south' }),
  plantedSource('otto'),
]

/** A file whose source is gone. */
export const ORPHANED_FILE = 'gone/secret-file'

/** A vector as every planted chunk has it. */
export const PLANTED_EMBEDDING = [1, ...Array.from({ length: 511 }, () => 0)]
