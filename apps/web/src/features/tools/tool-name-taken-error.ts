/** Another tool of the organisation has that name. */
export class ToolNameTakenError extends Error {
  override readonly name = 'ToolNameTakenError'
}
