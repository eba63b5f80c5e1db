import type { FunctionExpectation } from '../matrix/expectation.ts'
import { sourceCall } from '../matrix/source-call.ts'
import { plantedSource } from '../world/planted-knowledge.ts'

const failed = plantedSource('max', { state: 'failed' })
const look = `select run_after <= now() from private.source_jobs where source_id = '${failed.id}'`

export const aiRetrySource = {
  function: 'ai.retry_source(uuid)',
  executableBy: ['authenticated'],
  calls: [
    sourceCall(failed, { gives: ['queued'], leaves: true }, look),
    sourceCall(plantedSource('max', { visibility: 'private' }), { gives: ['ready'] }),
  ],
} satisfies FunctionExpectation
