import { createHash } from 'node:crypto'
import type { FunctionLogLine } from '@parley/local-stack/functions/function-log-line'
import type { StackOptions } from '@parley/local-stack/stack-options'
import type { CreateSourceResponse, SourceKind, SourceStatusResponse } from '@parley/shared/sources'
import { startStackFixture, type TestUser } from '../../stack-fixture.ts'

export type TestFile = { name: string; kind: SourceKind; bytes: Uint8Array }
export type Answer<T> = { status: number; body: T & { error?: { code: string } } }

/** What sources need, for real: the embedded stack with its storage, its functions and a provider of embeddings. */
export async function startSourcesRig(options: StackOptions = {}) {
  const log: FunctionLogLine[] = []
  const stack = await startStackFixture({
    functionLog: (line) => log.push(line),
    functionsEnv: { SOURCES_LEASE_SECONDS: '4', SOURCES_RETRY_SECONDS: '0.05' },
    ...options,
  })

  const rig = {
    ...stack,
    /** Everything that the functions printed, and what befell them. */
    log,
    /** One request to the function `sources`, as the user. */
    async ask<T = SourceStatusResponse>(user: TestUser, body: object): Promise<Answer<T>> {
      const response = await fetch(`${stack.apiUrl}/functions/v1/sources`, {
        method: 'POST',
        headers: {
          apikey: stack.publishableKey,
          authorization: `Bearer ${user.session.access_token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(body),
      })
      return { status: response.status, body: (await response.json()) as Answer<T>['body'] }
    },
    /** Announces a file, and answers what the function said. */
    async create(user: TestUser, file: TestFile, more: object = {}): Promise<Answer<CreateSourceResponse>> {
      return await rig.ask<CreateSourceResponse>(user, {
        action: 'create',
        organization_id: await rig.organizationOf(user),
        name: file.name,
        kind: file.kind,
        bytes: file.bytes.length,
        sha256: createHash('sha256').update(file.bytes).digest('hex'),
        ...more,
      })
    },
    /** Announces a file, uploads it as a browser does, and says so. */
    async upload(user: TestUser, file: TestFile, more: object = {}) {
      const { status, body: created } = await rig.create(user, file, more)
      if (status !== 200 || !created.upload) throw new Error(`create answered ${status}: ${JSON.stringify(created)}`)
      const sent = await user.client.storage
        .from('sources')
        .uploadToSignedUrl(created.upload.path, created.upload.token, new Blob([file.bytes as BlobPart]))
      if (sent.error) throw sent.error
      return {
        id: created.source_id,
        uploaded: await rig.ask(user, { action: 'uploaded', source_id: created.source_id }),
      }
    },
    /** The person's own organisation. */
    async organizationOf(user: TestUser): Promise<string> {
      const [row] = await stack.sql()`select id from public.organizations where personal_of = ${user.id}`
      return row?.id
    },
    /** Waits until a source is ready or has failed, asking as its user, and answers its row. */
    async settled(user: TestUser, sourceId: string, timeoutMs = 80_000) {
      return await rig.until(user, sourceId, ({ status }) => status === 'ready' || status === 'failed', timeoutMs)
    },
    /** Waits until the row of a source is as wanted. Asks the function now and then, which wakes workers. */
    async until(
      user: TestUser,
      id: string,
      wanted: (row: SourceRow) => boolean,
      timeoutMs = 80_000,
    ): Promise<SourceRow> {
      const deadline = performance.now() + timeoutMs
      for (let turn = 1; ; turn++) {
        const [row] = await stack.sql()<SourceRow[]>`
          select status, error_code, pages_done, pages_total, chunks_done, chunks_total, run_id, language::text
          from ai.sources where id = ${id}`
        if (row && wanted(row)) return row
        if (performance.now() > deadline) throw new Error(`Source ${id} is still ${JSON.stringify(row)}`)
        if (turn % 40 === 0) await rig.ask(user, { action: 'status', source_id: id })
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
    },
  }
  return rig
}
export type SourcesRig = Awaited<ReturnType<typeof startSourcesRig>>

export type SourceRow = {
  status: string
  error_code: string | null
  pages_done: number
  pages_total: number | null
  chunks_done: number
  chunks_total: number | null
  run_id: string | null
  language: string
}
