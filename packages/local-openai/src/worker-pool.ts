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
  readonly #members: Member[]
  readonly #queue: Waiting[] = []

  private constructor(workers: Worker[]) {
    this.#members = workers.map((worker) => ({ worker, job: null, own: [] }))
    for (const member of this.#members) {
      member.worker.on('message', (answer: WorkerAnswer) => this.#answered(member, answer))
      member.worker.on('error', (error) => this.#lost(member, error))
    }
  }

  /** Starts `size` workers and waits until all are ready. */
  static async start<Request>(file: URL, size: number, workerData: unknown): Promise<WorkerPool<Request>> {
    const workers = Array.from({ length: size }, () => new Worker(file, { workerData }))
    await Promise.all(workers.map(ready))
    return new WorkerPool<Request>(workers)
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
    for (const waiting of this.#queue.splice(0)) waiting.reject(stopped)
    for (const member of this.#members.splice(0)) {
      for (const waiting of [...member.own, member.job]) waiting?.reject(stopped)
      await member.worker.terminate()
    }
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
    worker.once('message', () => resolve())
    worker.once('error', reject)
  })
}
