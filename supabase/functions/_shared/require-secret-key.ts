import { ParleyError } from '@parley/shared/parley-error.ts'
import { verifyCredentials } from '@supabase/server/core'
import { errorResponse } from './error-response.ts'

/** The refusal of a request that does not come with the project's secret key (compared in constant time), or null. */
export async function requireSecretKey(request: Request): Promise<Response | null> {
  const apikey = request.headers.get('apikey')
  const { error } = await verifyCredentials({ token: null, apikey }, { auth: 'secret' })
  return error ? errorResponse(new ParleyError('not_authenticated'), crypto.randomUUID(), {}) : null
}
