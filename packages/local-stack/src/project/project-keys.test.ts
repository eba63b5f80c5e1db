import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { loadProjectKeys } from './project-keys.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parley-keys-'))
})
afterEach(() => rm(dir, { recursive: true, force: true }))

it('makes keys once, for their owner only', async () => {
  const file = join(dir, 'keys.json')
  const keys = await loadProjectKeys(file)
  expect(await loadProjectKeys(file)).toEqual(keys)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(keys.llmTokenKey.d).not.toBe(keys.signingKey.d)
})

it('adds to a file from before what came later, and leaves the rest as it is', async () => {
  const file = join(dir, 'keys.json')
  const { llmTokenKey: _, ...before } = await loadProjectKeys(file)
  await writeFile(file, JSON.stringify(before))
  const { llmTokenKey, ...after } = await loadProjectKeys(file)
  expect(after).toEqual(before)
  expect(llmTokenKey.d).toEqual(expect.any(String))
  expect(JSON.parse(await readFile(file, 'utf8')).llmTokenKey).toEqual(llmTokenKey)
})
