const SCHEMES = ['https:', 'http:', 'mailto:']

/**
 * An address that a text of unknown origin may link to: out of the app, by http, https or mail. `undefined` for anything
 * else, relative addresses too: a text must not send its reader around in this app.
 */
export function safeLink(address: string | undefined): string | undefined {
  if (!address || !URL.canParse(address)) return undefined
  const url = new URL(address)
  const named = url.username === '' && url.password === ''
  return SCHEMES.includes(url.protocol) && named ? url.href : undefined
}
