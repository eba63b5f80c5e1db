import { WorkerPool } from '../worker-pool.ts'

/** Texts → vectors of {@link EMBEDDING_DIMENSIONS} numbers of length 1, in the same order. */
export type Embedder = { embed(texts: string[]): Promise<number[][]>; stop(): Promise<void> }

/** The only size that the model has. OpenAI's `text-embedding-3-small` gives the same with `dimensions: 512`. */
export const EMBEDDING_DIMENSIONS = 512

/** Texts that are embedded at a time, so that one large request does not hold up small ones. */
const BATCH = 16

/** Universal Sentence Encoder Lite in a worker thread, which starts with the first request. */
export function createEmbedder(): Embedder {
  let pool: Promise<WorkerPool<string[]>> | undefined
  const start = () => WorkerPool.start<string[]>(new URL('./embedding-worker.ts', import.meta.url), 1, undefined)
  return {
    embed: async (texts) => {
      pool ??= start()
      const vectors: number[][] = []
      for (let at = 0; at < texts.length; at += BATCH) {
        vectors.push(...(await (await pool).run<number[][]>(texts.slice(at, at + BATCH))))
      }
      return vectors
    },
    stop: async () => (await pool)?.stop(),
  }
}
