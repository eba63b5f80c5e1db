import { asServer } from '../../_shared/as-server.ts'
import { embedTexts } from './embed-texts.ts'
import { leaseOf, type SourceJob } from './source-job.ts'
import type { StepBudget } from './step-budget.ts'

/** Chunks that are embedded and stored at a time. */
const BATCH = 32
/** What is sent and received costs computing that is not measured: so many batches are a step. */
const MAX_BATCHES = 16

/** Makes chunks of pending ones, batch by batch; the last batch makes the run the source's. */
export async function embedChunks(job: SourceJob, budget: StepBudget, leaseSeconds: number): Promise<void> {
  for (let batch = 0; batch < MAX_BATCHES && !budget.isSpent; batch++) {
    const chunks = await asServer((ai) => ai.rpc('pending_source_chunks', { ...leaseOf(job), p_limit: BATCH }))
    // Under its headings a sentence means more than alone.
    const texts = chunks.map(({ headings, text }) =>
      [headings.join(' › '), text].filter((part) => part !== '').join('\n'),
    )
    const vectors = chunks.length > 0 ? await embedTexts(texts) : []
    const embeddings = await budget.compute(() =>
      chunks.map(({ number }, at) => ({ number, embedding: `[${vectors[at]?.map(short).join(',')}]` })),
    )
    const left = await asServer((ai) =>
      ai.rpc('save_source_chunks', { ...leaseOf(job), p_lease_seconds: leaseSeconds, p_embeddings: embeddings }),
    )
    if (left === 0) return
  }
}

/** The database keeps half the digits. */
const short = (value: number) => value.toPrecision(5)
