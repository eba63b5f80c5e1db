import { strictEqual as equal, throws } from 'node:assert'
import { PRIVATE_ADDRESSES } from '../../testing/private-addresses.ts'
import { ToolFault } from '../tool-fault.ts'
import { toolUrl } from './tool-url.ts'

const none = new Set<string>()

Deno.test('refuses every spelling of an address that is not public', () => {
  for (const address of PRIVATE_ADDRESSES) throws(() => toolUrl(address, none), ToolFault, address)
})

Deno.test('takes public names, with ports, paths and queries', () => {
  for (const address of [
    'https://api.example.com/',
    'https://xn--bcher-kva.example/x?y=1',
    'https://a.example.com:8443/',
  ])
    equal(toolUrl(address, none).href, address)
})

Deno.test('takes what the operator allows by host and port, and nothing beside it', () => {
  const allowed = new Set(['127.0.0.1:8080', 'tools.internal:443'])
  equal(toolUrl('http://127.0.0.1:8080/x', allowed).host, '127.0.0.1:8080')
  equal(toolUrl('https://tools.internal/', allowed).host, 'tools.internal')
  for (const address of [
    'http://127.0.0.1:8081/',
    'http://127.0.0.1/',
    'http://tools.internal/',
    'http://localhost:8080/',
  ])
    throws(() => toolUrl(address, allowed), ToolFault, address)
  throws(() => toolUrl('http://user@127.0.0.1:8080/', allowed), ToolFault)
})
