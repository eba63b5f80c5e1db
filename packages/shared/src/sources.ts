import { z } from 'zod'

/** What a source may be. */
export const SOURCE_KINDS = ['pdf', 'docx', 'html', 'markdown', 'text', 'csv'] as const
export type SourceKind = (typeof SOURCE_KINDS)[number]

const MIB = 1024 * 1024

/** The largest file of a kind, in bytes. Text is read in one go, so there is less of it. */
export const MAX_SOURCE_BYTES: Record<SourceKind, number> = {
  pdf: 50 * MIB,
  docx: 50 * MIB,
  html: 10 * MIB,
  markdown: 10 * MIB,
  text: 10 * MIB,
  csv: 10 * MIB,
}

const KIND_OF_EXTENSION: Record<string, SourceKind> = {
  pdf: 'pdf',
  docx: 'docx',
  html: 'html',
  htm: 'html',
  md: 'markdown',
  markdown: 'markdown',
  txt: 'text',
  text: 'text',
  csv: 'csv',
}

/** The kind that a file's name announces, or undefined: not a source. What is in it is looked at on the server. */
export function sourceKindOf(fileName: string): SourceKind | undefined {
  const extension = /\.([^./\\]+)$/.exec(fileName)?.[1]?.toLowerCase()
  return extension === undefined ? undefined : KIND_OF_EXTENSION[extension]
}

const sourceId = z.uuid()

/**
 * Body of `POST /functions/v1/sources`.
 *
 * - `create`: announces a file. The answer says where to upload it, or that it is there already.
 * - `uploaded`: the file has been uploaded; it is looked at and queued.
 * - `status`: as the row says; wakes workers where jobs were abandoned.
 * - `retry`: goes on with a failed source from where it stood. `reindex`: makes a new run; the old one is found meanwhile.
 * - `delete`: nobody sees it from now on. `download`: a signed address that is good for a minute.
 */
export const sourcesRequest = z.discriminatedUnion('action', [
  z.strictObject({
    action: z.literal('create'),
    organization_id: z.uuid(),
    name: z.string().trim().min(1).max(200),
    kind: z.enum(SOURCE_KINDS),
    bytes: z.int().min(0),
    /** Of the file, 64 hexadecimal digits in lower case. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    visibility: z.enum(['private', 'organization']).default('private'),
    knowledge_base_id: z.uuid().optional(),
  }),
  z.strictObject({
    action: z.enum(['uploaded', 'status', 'retry', 'reindex', 'delete', 'download']),
    source_id: sourceId,
  }),
])
export type SourcesRequest = z.infer<typeof sourcesRequest>

/** Answer of `create`. */
export const createSourceResponse = z.object({
  source_id: sourceId,
  /** The same file was there already: this is its source. */
  existing: z.boolean(),
  /** For `storage.from('sources').uploadToSignedUrl(path, token, file)`; null: nothing is to be uploaded. */
  upload: z.object({ path: z.string(), token: z.string() }).nullable(),
})
export type CreateSourceResponse = z.infer<typeof createSourceResponse>

/** Answer of `uploaded`, `status`, `retry` and `reindex`. */
export const sourceStatusResponse = z.object({
  source_id: sourceId,
  status: z.enum(['uploading', 'queued', 'extracting', 'embedding', 'ready', 'failed']),
  /** Why it failed: a code of the table of errors, which has the message. */
  error_code: z.string().nullable(),
})
export type SourceStatusResponse = z.infer<typeof sourceStatusResponse>

/** Answer of `download`. */
export const sourceDownloadResponse = z.object({ url: z.url(), name: z.string() })
export type SourceDownloadResponse = z.infer<typeof sourceDownloadResponse>
