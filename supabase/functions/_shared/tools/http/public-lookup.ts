import { lookup } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { ToolFault } from '../tool-fault.ts'
import { isPublicAddress } from './is-public-address.ts'

type Address = { address: string; family: number }
type Resolve = (hostname: string) => Promise<Address[]>

const resolveByDns: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true })

/**
 * Resolves a name for a connection, and refuses it when any of its addresses is not public. The connection goes to what
 * was looked at: it is not resolved again, so that a name which answers differently the next time gets nowhere.
 */
export function publicLookup(resolve: Resolve = resolveByDns): LookupFunction {
  return (hostname, options, callback) => {
    publicAddresses(hostname, resolve).then(
      (addresses) => {
        const [first] = addresses
        if (options.all) callback(null, addresses)
        else callback(null, first?.address ?? '', first?.family)
      },
      (error) => callback(error, ''),
    )
  }
}

async function publicAddresses(hostname: string, resolve: Resolve): Promise<Address[]> {
  const addresses = await resolve(hostname).catch(() => [])
  if (addresses.length === 0) throw new ToolFault("The tool's host cannot be found.")
  if (!addresses.every(({ address }) => isPublicAddress(address)))
    throw new ToolFault("The tool's host is not on the public internet.")
  return addresses
}
