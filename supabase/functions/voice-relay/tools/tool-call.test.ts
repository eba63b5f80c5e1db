import { deepStrictEqual as deepEqual, strictEqual as equal, ok } from 'node:assert'
import { ParleyError } from '@parley/shared/parley-error.ts'
import type { ServerTool, ToolResult } from '../../_shared/tools/server-tool.ts'
import type { StoredToolCall } from './call-tool-store.ts'
import { ToolCall } from './tool-call.ts'

type Row = Pick<StoredToolCall, 'status' | 'output'>

/** A call of a tool over a book with one row, and all that was asked of both. */
function scene(
  row: Row,
  { begin = 'run', ...rest }: { begin?: 'run' | 'again' | 'unknown' | ParleyError } & Known = {},
) {
  const did: string[] = []
  const told: string[] = []
  const stored = (): StoredToolCall => ({ id: 'row', callId: 'c1', args: { a: 2 }, citations: [], ...row })
  const tool: ServerTool = {
    name: 'send',
    description: '',
    parameters: {},
    toolId: null,
    needsApproval: false,
    repeatable: rest.repeatable ?? false,
    async run(args, { toolCallId }): Promise<ToolResult> {
      did.push(`ran ${toolCallId} with ${JSON.stringify(args)}`)
      return { status: 'done', output: 'sent', citations: [] }
    },
  }
  const call = new ToolCall({
    tool,
    callId: 'c1',
    itemId: 'i1',
    args: { a: 1 },
    context: { personId: 'p', agentId: 'a', organizationId: 'o' },
    isStored: rest.isStored ?? true,
    isAsked: false,
    store: {
      open: async () => stored(),
      async begin() {
        did.push('began')
        if (begin instanceof ParleyError) throw begin
        return begin
      },
      async finish(_, { status }) {
        did.push(`finished ${status}`)
      },
      find: async () => [stored()],
    },
    onWaiting: () => told.push('waits'),
    onSettled: (_, { output }) => told.push(output),
  })
  return { call, row, did, told, look: () => call.looked(stored()) }
}
type Known = { repeatable?: boolean; isStored?: boolean }

Deno.test('is begun in the books, run under its row, and finished', async () => {
  const { call, did, told } = scene({ status: 'pending', output: null })
  await call.open()
  deepEqual(did, ['began', 'ran row with {"a":1}', 'finished done'])
  deepEqual(told, ['sent'])
})

Deno.test('what must not run twice waits until the transcript has the call; what may does not', async () => {
  const once = scene({ status: 'pending', output: null }, { isStored: false })
  await once.call.open()
  deepEqual([once.call.state, once.did], ['held', []])
  await once.call.stored()
  deepEqual(once.told, ['sent'])
  await once.call.stored()
  equal(once.did.filter((step) => step.startsWith('ran')).length, 1)
  const often = scene({ status: 'pending', output: null }, { isStored: false, repeatable: true })
  await often.call.open()
  deepEqual(often.told, ['sent'])
})

Deno.test('of a worker that died in it nobody knows: it is not run again, and that is said', async () => {
  const { call, did, told } = scene({ status: 'running', output: null }, { begin: 'unknown' })
  await call.open()
  deepEqual(did, ['began', 'finished unknown'])
  ok(told[0]?.includes('not known'))
})

Deno.test('waits for its person: told once, run once with what they made of it', async () => {
  const { call, row, did, told, look } = scene({ status: 'approval', output: null })
  await call.open()
  await look()
  deepEqual([call.state, did, told], ['waiting', [], ['waits']])
  row.status = 'pending'
  await Promise.all([look(), look()])
  deepEqual(did, ['began', 'ran row with {"a":2}', 'finished done'])
  deepEqual(told, ['waits', 'sent'])
})

Deno.test('refused is not run', async () => {
  const { call, row, did, told, look } = scene({ status: 'approval', output: null })
  await call.open()
  row.status = 'refused'
  await look()
  deepEqual(did, ['finished refused'])
  ok(told[1]?.includes('not approved'))
})

Deno.test('what another worker has done is told, and not done again', async () => {
  const { call, did, told } = scene({ status: 'done', output: 'sent before' })
  await call.open()
  deepEqual([did, told], [[], ['sent before']])
})

Deno.test('is left to the worker that has the call now, and told when the books cannot be had', async () => {
  const left = scene({ status: 'pending', output: null }, { begin: new ParleyError('segment_superseded') })
  await left.call.open()
  deepEqual([left.call.state, left.told], ['left', []])
  const broken = scene({ status: 'pending', output: null }, { begin: new ParleyError('internal_error') })
  await broken.call.open()
  ok(broken.told[0]?.includes('could not be done'))
  deepEqual(broken.did, ['began'])
})
