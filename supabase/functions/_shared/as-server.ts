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
  client ??= adminClient()
  const { data, error } = await ask(aiSchema(client))
  if (error) throw toParleyError(error)
  return data as T
}

/** One for all calls of a worker: it keeps nothing of them. */
let client: ReturnType<typeof adminClient> | undefined

const aiSchema = (client: ReturnType<typeof adminClient>) => client.schema('ai')
