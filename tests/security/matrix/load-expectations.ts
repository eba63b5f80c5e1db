import { readdirSync } from 'node:fs'
import type { Expectation } from './expectation.ts'

/** Every expectation of tests/security/expectations: what each file there exports. */
export async function loadExpectations(): Promise<Expectation[]> {
  const folder = new URL('../expectations/', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))
  const modules = await Promise.all(files.sort().map((file) => import(/* @vite-ignore */ new URL(file, folder).href)))
  return modules.flatMap((module: Record<string, Expectation>) => Object.values(module))
}
