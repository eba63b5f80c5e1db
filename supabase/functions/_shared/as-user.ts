import { toParleyError } from './to-parley-error.ts'
import { userClient } from './user-client.ts'
import type { User } from './verify-user.ts'

type Answer<T> = { data: T; error: null } | { data: null; error: { code?: string; message: string } }

/**
 * One call to schema `ai` as the user: row level security and the functions' own checks decide.
 *
 * @throws {ParleyError} What the database raised.
 */
export async function asUser<T>(
  user: User,
  ask: (ai: ReturnType<typeof aiSchema>) => PromiseLike<Answer<T>>,
): Promise<T> {
  const { data, error } = await ask(aiSchema(user))
  if (error) throw toParleyError(error)
  return data as T
}

const aiSchema = (user: User) => userClient(user).schema('ai')
