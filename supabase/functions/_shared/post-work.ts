import { secretKey } from './secret-key.ts'

/**
 * Asks a function, in a request of its own and so with a budget of its own, for the next piece of its work:
 * `POST /functions/v1/<name>/work` with the secret key.
 *
 * @throws {Error} an answer that is no success
 */
export async function postWork(functionName: string): Promise<void> {
  const { url, apikey } = secretKey()
  const response = await fetch(new URL(`/functions/v1/${functionName}/work`, url), {
    method: 'POST',
    headers: { apikey },
  })
  await response.body?.cancel()
  if (!response.ok) throw new Error(`The next step was answered ${response.status}.`)
}
