import { ok, rejects, deepStrictEqual as same } from 'node:assert'
import type { LookupFunction } from 'node:net'
import { promisify } from 'node:util'
import { ToolFault } from '../tool-fault.ts'
import { isPublicAddress } from './is-public-address.ts'
import { postJson } from './post-json.ts'
import { publicLookup } from './public-lookup.ts'

type Address = { address: string; family: number }
const answering = (...addresses: string[]) =>
  publicLookup(async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
const look = (lookup: ReturnType<typeof publicLookup>): Promise<Address[]> =>
  promisify(lookup as never)('tool.example.com', { all: true } as never) as never

Deno.test('answers what a name leads to, when all of it is public', async () => {
  same(await look(answering('93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c')), [
    { address: '93.184.215.14', family: 4 },
    { address: '2606:2800:21f:cb07:6820:80da:af6b:8b2c', family: 6 },
  ])
})

Deno.test('refuses a name when one of its addresses is not public, or there is none', async () => {
  await rejects(look(answering('93.184.215.14', '127.0.0.1')), ToolFault)
  await rejects(look(answering('93.184.215.14', '::ffff:10.0.0.1')), ToolFault)
  await rejects(look(answering()), ToolFault)
})

Deno.test('knows the addresses that are not public', () => {
  const addresses =
    '127.0.0.1 0.0.0.0 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 192.0.0.1 192.0.2.1 198.18.0.1 ' +
    '198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255 :: ::1 ::ffff:8.8.8.8 64:ff9b::808:808 2001:db8::1 ' +
    '2002:808:808::1 2001::1 fe80::1 fc00::1 fd00::1 ff02::1 100::1 fec0::1 localhost'
  for (const address of addresses.split(' ')) ok(!isPublicAddress(address), address)
  for (const address of ['8.8.8.8', '2606:4700::1111']) ok(isPublicAddress(address), address)
})

// The HTTP client keeps a timer for all its connections.
Deno.test('a connection goes to what was looked at, and nowhere else', {
  sanitizeOps: false,
  sanitizeResources: false,
}, async () => {
  let calls = 0
  const server = Deno.serve({ hostname: '127.0.0.1', port: 0, onListen() {} }, () => {
    calls += 1
    return Response.json({})
  })
  // As a name that answers differently each time: a public address to whoever looks first, then this machine's.
  let lookups = 0
  const rebinding = async () => [{ address: lookups++ === 0 ? '192.0.2.1' : '127.0.0.1', family: 4 }]
  const post = (lookup: LookupFunction) =>
    postJson({
      url: new URL(`http://tool.example.com:${server.addr.port}/`),
      headers: {},
      body: '{}',
      signal: new AbortController().signal,
      lookup,
    })
  await rejects(post(answering('127.0.0.1')), { message: "The tool's host is not on the public internet." })
  await rejects(post(publicLookup(rebinding)), ToolFault)
  same([calls, lookups], [0, 1])
  const unguarded = (async (_name, _options, callback) =>
    callback(null, [{ address: '127.0.0.1', family: 4 }])) as LookupFunction
  same([(await post(unguarded)).status, calls], [200, 1])
  await server.shutdown()
})
