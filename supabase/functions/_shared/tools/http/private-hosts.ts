/**
 * Hosts that tools may call although they are private, `host:port` separated by commas: an operator's setting for
 * development and tests. Unset: none.
 */
export function privateHosts(text = Deno.env.get('TOOLS_ALLOW_PRIVATE_HOSTS') ?? ''): ReadonlySet<string> {
  return new Set(
    text
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
  )
}
