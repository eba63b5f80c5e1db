/** Another knowledge base of the organisation has that name. */
export class NameTakenError extends Error {
  override readonly name = 'NameTakenError'
}

/** The Data API's answer to a name that there is already as a {@link NameTakenError}; any other error as it is. */
export function nameTaken(error: { code: string }): unknown {
  return error.code === '23505' ? new NameTakenError() : error
}
