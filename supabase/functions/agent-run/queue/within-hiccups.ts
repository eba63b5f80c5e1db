import { asParleyError } from '../../_shared/error-response.ts'

/** The waits before the second try and the third, in milliseconds. */
const WAITS_MS = [200, 1000]

/** Does what may be done twice, again where the database could not be reached or failed. */
export async function withinHiccups<T>(act: () => Promise<T>): Promise<T> {
  for (const wait of WAITS_MS) {
    try {
      return await act()
    } catch (error) {
      if (asParleyError(error).code !== 'internal_error') throw error
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
  return await act()
}
