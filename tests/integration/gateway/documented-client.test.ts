import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GatewayRig, startGatewayRig } from './start-gateway-rig.ts'

const testsDir = join(import.meta.dirname, '../..')
const deno = join(testsDir, '../node_modules/.bin/deno')

/** The first snippet of docs/gateway.md, as it stands. */
const [, snippet = ''] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(testsDir, '../docs/gateway.md'), 'utf8')) ?? []

describe.skipIf(process.env.PARLEY_TARGET === 'supabase')('the client that docs/gateway.md shows', () => {
  let rig: GatewayRig
  beforeAll(async () => {
    rig = await startGatewayRig()
  }, 120_000)
  afterAll(() => rig?.stop())

  test.each([
    ['Node', process.execPath, (code: string) => ['--input-type=module', '--eval', code]],
    ['Deno', deno, (code: string) => ['eval', '--quiet', '--no-lock', '--node-modules-dir=manual', '--ext=js', code]],
  ])('works as it stands in %s', { timeout: 120_000 }, async (_, runtime, args) => {
    const ada = await rig.createUser('ada')
    const { access_token, refresh_token } = ada.session
    const code = `
      import { createClient } from '@supabase/supabase-js'
      const SUPABASE_URL = ${JSON.stringify(rig.apiUrl)}
      const supabase = createClient(SUPABASE_URL, ${JSON.stringify(rig.publishableKey)})
      await supabase.auth.setSession(${JSON.stringify({ access_token, refresh_token })})
      ${snippet}
      console.log(answer.choices[0].message.content, minted.sessionId)
      ;(globalThis.process ?? (await import('node:process')).default).exit(0)`
    const { stdout } = await promisify(execFile)(runtime, args(code), {
      cwd: testsDir,
      env: { ...process.env, DENO_NO_UPDATE_CHECK: '1' },
    })
    const [said, sessionId] = stdout.trim().split(/ (?=\S+$)/)
    expect(said).toBe('I heard: Good morning')
    expect(await rig.ledgerOf(ada, 1)).toMatchObject([{ model: 'gpt-5.5-mini', session_id: sessionId }])
  })
})
