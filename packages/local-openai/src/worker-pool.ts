import { Worker } from 'node:worker_threads'

/** What a worker is sent, and what it answers. The answer carries the id of its job. */
type Job<Request> = { id: number; request: Request }
export type WorkerAnswer = { id: number; result?: unknown; error?: string }

type Waiting = { request: unknown; resolve(value: unknown): void; reject(error: Error): void }

type Member = { worker: Worker; job: Waiting | null; own: Waiting[] }

/**
 * Worker threads that each do one job at a time. A worker posts `{ id: -1 }` once it is ready, then answers each job.
 * A worker that dies fails its job and is not replaced; when none is left, jobs are refused.
 */
export class WorkerPool<Request> {
  readonly #members: Member[] = []
  readonly #starting = new Set<Worker>()
  readonly #queue: Waiting[] = []

  private constructor() {}

  /** Starts workers and waits until the first is ready; the others join when they are. Rejects if the first fails. */
  static async start<Request>(file: URL, size: number, workerData: unknown): Promise<WorkerPool<Request>> {
    const pool = new WorkerPool<Request>()
    await pool.#add(new Worker(file, { workerData }))
    for (let count = 1; count < size; count++) {
      // A later worker that fails to start leaves the pool smaller, not broken.
      pool.#add(new Worker(file, { workerData })).catch(() => {})
    }
    return pool
  }

  /** Gives a job to the next worker that is free. */
  run<Result>(request: Request): Promise<Result> {
    return this.#enqueue(this.#queue, request) as Promise<Result>
  }

  /** Gives the job to every worker, after what it is doing. */
  async runOnAll(request: Request): Promise<void> {
    await Promise.all(this.#members.map((member) => this.#enqueue(member.own, request)))
  }

  async stop(): Promise<void> {
    const stopped = new Error('The worker pool was stopped.')
    for (const worker of this.#starting) await worker.terminate()
    for (const waiting of this.#queue.splice(0)) waiting.reject(stopped)
    for (const member of this.#members.splice(0)) {
      for (const waiting of [...member.own, member.job]) waiting?.reject(stopped)
      await member.worker.terminate()
    }
  }

  async #add(worker: Worker): Promise<void> {
    this.#starting.add(worker)
    await ready(worker).finally(() => this.#starting.delete(worker))
    const member: Member = { worker, job: null, own: [] }
    worker.on('message', (answer: WorkerAnswer) => this.#answered(member, answer))
    worker.on('error', (error) => this.#lost(member, error))
    this.#members.push(member)
    this.#dispatch()
  }

  #enqueue(queue: Waiting[], request: Request): Promise<unknown> {
    if (this.#members.length === 0) return Promise.reject(new Error('No worker is left.'))
    return new Promise((resolve, reject) => {
      queue.push({ request, resolve, reject })
      this.#dispatch()
    })
  }

  #dispatch(): void {
    for (const member of this.#members) {
      if (member.job !== null) continue
      const next = member.own.shift() ?? this.#queue.shift()
      if (next === undefined) continue
      member.job = next
      member.worker.postMessage({ id: 0, request: next.request } satisfies Job<unknown>)
    }
  }

  #answered(member: Member, { result, error }: WorkerAnswer): void {
    const job = member.job
    member.job = null
    if (error === undefined) job?.resolve(result)
    else job?.reject(new Error(error))
    this.#dispatch()
  }

  #lost(member: Member, error: Error): void {
    this.#members.splice(this.#members.indexOf(member), 1)
    for (const waiting of [...member.own, member.job]) waiting?.reject(error)
    if (this.#members.length === 0) for (const waiting of this.#queue.splice(0)) waiting.reject(error)
  }
}

function ready(worker: Worker): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('message', () => {
      worker.off('error', reject)
      resolve()
    })
    worker.once('error', reject)
    worker.once('exit', () => reject(new Error('The worker ended before it was ready.')))
  })
}
