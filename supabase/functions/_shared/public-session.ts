/**
 * A session object of the provider without what belongs to the server: instructions and prompts. Tools stay: the
 * client runs the functions, so it may know them.
 */
export function publicSession(session: Record<string, unknown>): Record<string, unknown> {
  const { instructions: _instructions, prompt: _prompt, tracing: _tracing, ...rest } = session
  return rest
}
