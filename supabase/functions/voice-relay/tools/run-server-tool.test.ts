import { deepStrictEqual as deepEqual, ok } from 'node:assert'
import type { ServerTool, ToolContext, ToolResult } from '../../_shared/tools/server-tool.ts'
import { runServerTool } from './run-server-tool.ts'

const context: ToolContext = {
  personId: crypto.randomUUID(),
  agentId: crypto.randomUUID(),
  organizationId: crypto.randomUUID(),
  toolCallId: crypto.randomUUID(),
  signal: new AbortController().signal,
}

function tool(run: ServerTool['run']): ServerTool {
  const of = { name: 'look', description: '', parameters: {}, toolId: null, needsApproval: false, repeatable: true }
  return { ...of, run }
}

Deno.test('hands over the arguments and gives back the result', async () => {
  const result = await runServerTool(
    tool(async (args) => ({ status: 'done', output: JSON.stringify(args), citations: [] })),
    { city: 'Oslo' },
    context,
  )
  deepEqual(result, { status: 'done', output: '{"city":"Oslo"}', citations: [] })
})

Deno.test('gives up a tool that hangs, tells it so, and says so honestly', async () => {
  let told = false
  const hangs = tool(
    (_, { signal }) => new Promise<ToolResult>(() => signal.addEventListener('abort', () => (told = true))),
  )
  const result = await runServerTool(hangs, {}, context, 20)
  deepEqual([result.status, told], ['failed', true])
  ok(result.output.includes('too long'))
})

Deno.test('a tool that throws leaks nothing of why', async () => {
  const breaks = tool(() => Promise.reject(new Error('password is hunter2')))
  const result = await runServerTool(breaks, {}, context)
  deepEqual([result.status, result.output.includes('hunter2')], ['failed', false])
})
