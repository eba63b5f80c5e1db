import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sourceCall } from '../matrix/source-call.ts'
import { plantedPath, plantedSource } from '../world/planted-knowledge.ts'

const shown = plantedSource('mia', { state: 'indexed again' })
const hidden = plantedSource('mia', { state: 'uploading' })

export const aiSourceToCheck = {
  function: 'ai.source_to_check(uuid)',
  executableBy: ['authenticated'],
  calls: [
    sourceCall(shown, { gives: [{ status: 'ready', sha256: shown.sha256, storage_path: plantedPath(shown) }] }),
    sourceCall(hidden, { gives: [{ status: 'uploading', sha256: hidden.sha256, storage_path: plantedPath(hidden) }] }),
  ],
} satisfies FunctionExpectation
