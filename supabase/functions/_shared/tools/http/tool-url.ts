import { ToolFault } from '../tool-fault.ts'

/** Names that never lead to the public internet, or that lead back. */
const PRIVATE_NAMES =
  /(^|\.)(localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|onion|test|invalid)$/

/**
 * The address of an HTTP tool, if it may be called at all: `https`, a public name and not a number, no user and
 * password. What the name leads to is looked at when it is called (`publicLookup`).
 *
 * @param privateHosts Of `host:port`, that may be called in spite of that, by plain `http` too.
 * @throws {ToolFault}
 */
export function toolUrl(text: string, privateHosts: ReadonlySet<string>): URL {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || !['https:', 'http:'].includes(url.protocol)) throw new ToolFault('The tool has no valid address.')
  if (url.username !== '' || url.password !== '') throw new ToolFault("The tool's address must not have a user in it.")
  if (isPrivateHost(url, privateHosts)) return url
  if (url.protocol !== 'https:') throw new ToolFault("The tool's address must begin with https.")
  if (!isPublicName(url.hostname)) throw new ToolFault("The tool's address must have a public host name.")
  return url
}

/** Whether an operator has allowed this host and port by name. */
export function isPrivateHost(url: URL, privateHosts: ReadonlySet<string>): boolean {
  return privateHosts.has(`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`)
}

/**
 * The URL parser has turned every spelling of an IPv4 address (decimal, octal, short, full-width) into four numbers, and
 * the others into brackets. Names without a dot, or that end with one, are resolved by search lists.
 */
function isPublicName(hostname: string): boolean {
  if (hostname.startsWith('[') || /^[\d.]+$/.test(hostname)) return false
  return hostname.includes('.') && !hostname.endsWith('.') && !PRIVATE_NAMES.test(hostname)
}
