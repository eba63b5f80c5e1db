import { parseArgs } from 'node:util'
import { readProcessUsage } from '@parley/local-stack/functions/read-process-usage'
import { makeDocx, makeHeavyPdf, makePdf, makeProse, makeText } from '../../integration/sources/make-files.ts'
import { type SourcesRig, startSourcesRig, type TestFile } from '../../integration/sources/start-sources-rig.ts'
import { printTable } from '../print-table.ts'
import { WorkerMeter } from '../soak/worker-meter.ts'
import { serveEmbeddings } from './serve-embeddings.ts'

/**
 * `pnpm bench ingest [--pages 300]`: files of so many pages, from `uploaded` to `ready`, with a provider that answers at
 * once. CPU is that of the workers. The control is text, which costs next to nothing to read: what
 * the other formats take more is their libraries'.
 */
export async function bench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { pages: { type: 'string', default: '300' } } })
  const pages = makeProse(Number(values.pages))
  const provider = await serveEmbeddings()
  const rig = await startSourcesRig({ openai: { apiKey: 'sk-bench', baseUrl: provider.baseUrl }, functionsEnv: {} })
  const text = pages.map((lines) => lines.join(' ')).join('\n\n')
  const files = [
    makeText('warm-up.txt', 'text', 'Starts the function, and fetches its libraries.'),
    makeText('control.txt', 'text', text),
    makeText('page.html', 'html', `<main>${pages.map((lines) => `<p>${lines.join(' ')}</p>`).join('')}</main>`),
    makeDocx('document.docx', pages.flat()),
    await makePdf('document.pdf', pages),
    await makeHeavyPdf('heavy.pdf', pages.slice(0, 20), 48 << 20),
  ]
  const rows = []
  for (const file of files) rows.push(await measure(rig, file))
  printTable(rows.slice(1))
  await rig.stop()
  await provider.stop()
}

async function measure(rig: SourcesRig, file: TestFile) {
  const user = await rig.createUser('bench')
  const workers = () => rig.stack?.functions.workers('sources') ?? []
  const cpuBefore = workers().reduce((sum, { pid }) => sum + (readProcessUsage(pid)?.cpuMs ?? 0), 0)
  const meter = new WorkerMeter(workers)
  const before = rig.log.length
  const startedAt = performance.now()
  const { id } = await rig.upload(user, file)
  await rig.until(user, id, ({ status }) => ['embedding', 'ready', 'failed'].includes(status), 300_000)
  const readAt = performance.now()
  const { status, error_code, pages_done, chunks_done } = await rig.settled(user, id, 300_000)
  const seconds = (performance.now() - startedAt) / 1000
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  const usage = meter.stop()
  const limits = rig.log.slice(before).filter(({ kind, message }) => kind === 'limit' && /CPU.* reached/.test(message))
  return {
    file: file.name,
    status: error_code ?? status,
    pages: pages_done,
    chunks: chunks_done,
    'read, pages/s': (pages_done / ((readAt - startedAt) / 1000)).toFixed(0),
    'all, pages/s': (pages_done / seconds).toFixed(0),
    'CPU ms/page': ((usage.cpuMs - cpuBefore) / pages_done).toFixed(1),
    workers: usage.workers,
    'soft limit': limits.filter(({ message }) => /soft/.test(message)).length,
    killed: limits.filter(({ message }) => /killed/.test(message)).length,
    'peak MB': Math.max(...usage.peaksMb).toFixed(0),
  }
}
