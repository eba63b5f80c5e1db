import { adminClient } from './admin-client.ts'
import { toParleyError } from './to-parley-error.ts'

type Answer<T> = { data: T; error: null } | { data: null; error: { code?: string; message: string } }

/**
 * One call to schema `ai` with the secret key. Only for what the server alone may do; what a person asked for has been
 * allowed before, as that person.
 *
 * @throws {ParleyError} What the database raised.
 */
export async function asServer<T>(ask: (ai: ReturnType<typeof aiSchema>) => PromiseLike<Answer<T>>): Promise<T> {
  const { data, error } = await ask(aiSchema())
  if (error) throw toParleyError(error)
  return data as T
}

const aiSchema = () => adminClient().schema('ai')
