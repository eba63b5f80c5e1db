import { PERSONAL_ID, USER_ID } from './organization-rows.ts'

/** The source that rows of tests are about. */
export const SOURCE_ID = '00000000-0000-4000-8000-0000000000f1'

/** A document of the person, for their eyes alone. */
export const documentRow = {
  source_id: SOURCE_ID,
  organization_id: PERSONAL_ID,
  user_id: USER_ID,
  name: 'Handbook.pdf',
  visibility: 'private',
  created_at: '2026-11-21T10:00:00Z',
  updated_at: '2026-11-21T10:00:00Z',
}

/** Its file, ready with three pages where a test says nothing else. */
export function fileRow(change: object = {}) {
  return {
    id: SOURCE_ID,
    kind: 'pdf',
    bytes: 2048,
    language: 'english',
    status: 'ready',
    error_code: null,
    pages_total: 3,
    pages_done: 3,
    chunks_total: 9,
    chunks_done: 9,
    run_id: '00000000-0000-4000-8000-0000000000f2',
    indexed_at: '2026-11-21T10:01:00Z',
    updated_at: '2026-11-21T10:01:00Z',
    ...change,
  }
}
