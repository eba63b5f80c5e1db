import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { preview } from 'vite'
import { PLACEHOLDERS } from './build-web-app.ts'

/** What the built app has to know. */
export type WebAppOptions = {
  /** Where `buildWebApp` put it. */
  dir: string
  port: number
  /** Without TLS, as local stacks are. */
  supabaseUrl: string
  publishableKey: string
  mailboxUrl: string | undefined
}

/** Serves a build of the web app for one stack on 127.0.0.1. The build itself stays as it is. */
export async function serveWebApp(options: WebAppOptions): Promise<{ stop(): Promise<void> }> {
  const outDir = await mkdtemp(join(tmpdir(), 'parley-web-'))
  await cp(options.dir, outDir, { recursive: true })
  await fillIn(outDir, {
    [PLACEHOLDERS.supabaseHost]: new URL(options.supabaseUrl).host,
    [PLACEHOLDERS.publishableKey]: options.publishableKey,
    [PLACEHOLDERS.mailboxUrl]: options.mailboxUrl ?? '',
  })
  const server = await preview({
    configFile: false,
    root: outDir,
    logLevel: 'error',
    build: { outDir },
    preview: { host: '127.0.0.1', port: options.port, strictPort: true },
  })
  return {
    stop: async () => {
      await server.close()
      await rm(outDir, { recursive: true, force: true })
    },
  }
}

async function fillIn(dir: string, values: Record<string, string>): Promise<void> {
  for (const name of await readdir(dir, { recursive: true })) {
    if (!/\.(html|js)$/.test(name)) continue
    const before = await readFile(join(dir, name), 'utf8')
    const after = Object.entries(values).reduce(
      (text, [placeholder, value]) => text.replaceAll(placeholder, value),
      before,
    )
    if (after !== before) await writeFile(join(dir, name), after)
  }
}
