import ipaddr from 'ipaddr.js'

/**
 * Whether an IP address is one of the public internet: not private, loopback, link-local (where clouds keep their
 * metadata), shared, multicast, reserved, or an IPv4 address in the clothes of an IPv6 one.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.parse(address).range() === 'unicast'
}
