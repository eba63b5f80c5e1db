import { type SourceStatusResponse, sourceStatusResponse } from '@parley/shared/sources'
import { invokeFunction } from '@/lib/invoke-function.ts'

/** What the function `sources` does with a source and answers its state to. */
export type SourceAction = 'uploaded' | 'status' | 'retry' | 'reindex'

/** Asks the function `sources` for something that ends in a state. @throws {ParleyError} source_not_found, source_busy, … */
export async function askSource(action: SourceAction, sourceId: string): Promise<SourceStatusResponse> {
  return sourceStatusResponse.parse(await invokeFunction('sources', { action, source_id: sourceId }))
}
