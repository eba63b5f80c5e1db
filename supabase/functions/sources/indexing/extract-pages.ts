import { ParleyError } from '@parley/shared/parley-error.ts'
import { asServer } from '../../_shared/as-server.ts'
import { chunkPage } from '../chunking/chunk-page.ts'
import { detectLanguage } from '../chunking/detect-language.ts'
import { type OpenDocument, openDocument } from '../extract/open-document.ts'
import { sourceFiles } from '../source-files.ts'
import { leaseOf, type SourceJob } from './source-job.ts'
import type { StepBudget } from './step-budget.ts'

/** Pages and characters that are stored at a time. */
const BATCH = { pages: 40, characters: 200_000 }

/** Goes on with the pages of a source behind those that are stored, and stores them with their chunks. */
export async function extractPages(job: SourceJob, budget: StepBudget, leaseSeconds: number): Promise<void> {
  await sourceFiles.use(job.storage_path, job.bytes, async (bytes) => {
    if (!bytes) throw new ParleyError('upload_missing')
    const document = await budget.compute(() => openDocument(job.kind, bytes))
    try {
      await storePages(job, document, budget, leaseSeconds)
    } finally {
      await document.close()
    }
  })
}

async function storePages(job: SourceJob, document: OpenDocument, budget: StepBudget, leaseSeconds: number) {
  const { pageCount } = document
  // What ended a worker before is stored page by page, so that the others are.
  const maxPages = job.attempts > 1 ? 1 : BATCH.pages
  let language: string | undefined
  let done = job.pages_done
  do {
    const pages: PageRow[] = []
    for (let characters = 0; done + pages.length < pageCount && pages.length < maxPages; ) {
      const number = done + pages.length + 1
      const row = await budget.compute(() => readPage(document, number, language))
      language = row.chunks.at(-1)?.language ?? language
      pages.push(row)
      characters += row.text.length
      if (budget.isSpent || characters >= BATCH.characters) break
    }
    done += pages.length
    await asServer((ai) =>
      ai.rpc('save_source_pages', {
        ...leaseOf(job),
        p_lease_seconds: leaseSeconds,
        p_pages_total: pageCount,
        p_pages: pages,
        p_last: done >= pageCount,
      }),
    )
  } while (done < pageCount && !budget.isSpent)
}

type PageRow = Awaited<ReturnType<typeof readPage>>

async function readPage(document: OpenDocument, number: number, languageBefore: string | undefined) {
  const page = await document.page(number - 1)
  const language = detectLanguage(page.text) ?? languageBefore ?? 'simple'
  const chunks = chunkPage(page, document.style).map((chunk) => ({ ...chunk, language }))
  return { number, title: page.title, text: page.text, chunks }
}
