import { expect, it } from 'vitest'
import { WorkerPool } from './worker-pool.ts'

const WORKER = `
import { parentPort, threadId } from 'node:worker_threads'
parentPort.on('message', ({ id, request }) => {
  if (request === 'die') throw new Error('died')
  if (request === 'fail') parentPort.postMessage({ id, error: 'failed' })
  else setTimeout(() => parentPort.postMessage({ id, result: [threadId, request] }), 20)
})
parentPort.postMessage({ id: -1 })`

const start = (size: number) =>
  WorkerPool.start<string>(new URL(`data:text/javascript,${encodeURIComponent(WORKER)}`), size, undefined)

it('shares jobs among its workers, and gives a job for all to each', async () => {
  const pool = await start(2)
  const threads = async () => {
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((job) => pool.run<[number, string]>(job)))
    expect(results.map(([, job]) => job)).toEqual(['a', 'b', 'c', 'd'])
    return new Set(results.map(([thread]) => thread)).size
  }
  await expect.poll(threads, { timeout: 5000 }).toBe(2)
  await pool.runOnAll('x')
  await pool.stop()
})

it('fails one job without losing the next', async () => {
  const pool = await start(1)
  const [failed, next] = await Promise.allSettled([pool.run('fail'), pool.run('ok')])
  expect(failed).toMatchObject({ status: 'rejected', reason: { message: 'failed' } })
  expect(next.status).toBe('fulfilled')
  await pool.stop()
})

it('refuses jobs once its last worker has died or it was stopped, rather than letting them wait', async () => {
  const pool = await start(1)
  const jobs = await Promise.allSettled([pool.run('die'), pool.run('waits')])
  expect(jobs.map((job) => job.status)).toEqual(['rejected', 'rejected'])
  await expect(pool.run('late')).rejects.toThrow('No worker is left.')
  const stopped = await start(1)
  const pending = stopped.run('slow')
  const [result] = await Promise.allSettled([pending, stopped.stop()])
  expect(result.status).toBe('rejected')
})
