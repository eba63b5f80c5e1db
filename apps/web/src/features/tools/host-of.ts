const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[1-9][0-9]{0,4})?$/

/** The host of an address, or of a host that was typed, as `ai.tool_hosts` has it; `null` where there is none. */
export function hostOf(typed: string): string | null {
  const text = typed.trim()
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  if (text === '' || !URL.canParse(address)) return null
  const { host } = new URL(address)
  return HOST.test(host) ? host : null
}
