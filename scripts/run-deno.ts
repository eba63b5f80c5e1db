import { spawn } from 'node:child_process'
import { denoEnvironment } from '@parley/local-stack/functions/deno-environment'
import { findDeno } from '@parley/local-stack/functions/find-deno'

/**
 * Runs a Deno command as hosted functions are run: by their deno.json alone, without the repo's package.json, and
 * without the host's environment.
 *
 * @returns Its exit code and all that it wrote.
 */
export async function runDeno(
  command: 'check' | 'test',
  config: string | undefined,
  args: string[],
): Promise<{ code: number; output: string }> {
  const shared = ['--quiet', '--no-lock', '--node-modules-dir=none', config ? `--config=${config}` : '--no-config']
  const child = spawn(findDeno(), [command, ...shared, ...args], {
    env: denoEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exitCode) => resolve(exitCode ?? 1))
  })
  return { code, output }
}
