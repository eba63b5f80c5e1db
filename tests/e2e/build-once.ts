import type { TestProject } from 'vitest/node'
import { buildWebApp } from './build-web-app.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The built web app of this run. */
    webAppDir: string
  }
}

/** Vitest's global setup of the end-to-end tests: one build of the web app for all files of a run. */
export default async function buildOnce(project: TestProject): Promise<() => Promise<void>> {
  const { dir, remove } = await buildWebApp()
  project.provide('webAppDir', dir)
  return remove
}
