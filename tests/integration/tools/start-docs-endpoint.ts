import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../../..')

/** The code of docs/tools.md that declares this function, as a module that exports it. */
export async function docsSnippet(name: string) {
  const code = `${await codeWith(`function ${name}(`)}\nexport { ${name} }`
  return await import(`data:text/javascript,${encodeURIComponent(code)}`)
}

/**
 * Runs the whole endpoint of docs/tools.md in a process of its own, with nothing changed but its port and whom it asks.
 * The function that is returned stops it.
 */
export async function startDocsEndpoint(options: { port: number; secret: string; resolveUrl: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'parley-docs-endpoint-'))
  await symlink(join(root, 'tests/node_modules'), join(folder, 'node_modules'))
  const code = (await codeWith('createServer('))
    .replace('https://<ref>.supabase.co/functions/v1/tools/resolve', options.resolveUrl)
    .replace('.listen(8080)', `.listen(${options.port}, '127.0.0.1', () => console.log('listening'))`)
  await writeFile(join(folder, 'endpoint.mjs'), code)
  const child = spawn(process.execPath, [join(folder, 'endpoint.mjs')], {
    env: { ...process.env, TOOL_SECRET: options.secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  return async () => {
    child.kill()
    await once(child, 'exit')
    await rm(folder, { recursive: true, force: true })
  }
}

async function codeWith(text: string): Promise<string> {
  const page = await readFile(join(root, 'docs/tools.md'), 'utf8')
  const found = [...page.matchAll(/```js\n(.*?)```/gs)].map(([, code = '']) => code).find((code) => code.includes(text))
  if (!found) throw new Error(`docs/tools.md has no example with ${text}`)
  return found
}
