import type { HttpToolConfig } from '@parley/shared/tools.ts'
import { log } from '../../log.ts'
import { capOutput } from '../cap-output.ts'
import { quoteOutput } from '../quote-output.ts'
import type { ToolContext } from '../server-tool.ts'
import { ToolFault } from '../tool-fault.ts'
import { type Answer, postJson } from './post-json.ts'
import { privateHosts } from './private-hosts.ts'
import { publicLookup } from './public-lookup.ts'
import { signRequest } from './sign-request.ts'
import { openToolSession, type ToolSession } from './tool-session.ts'
import { isPrivateHost, toolUrl } from './tool-url.ts'

/** The session outlives the call by so much, should the worker die and nobody close it. */
const SLACK_SECONDS = 15
/** Of what an endpoint says against a call, in characters. */
const MAX_COMPLAINT_CHARS = 2000

/**
 * Calls the endpoint of an HTTP tool: the arguments as JSON, signed, with the token of a session that ends with the call.
 * Nothing of the person goes along: the endpoint asks for it with its secret (`POST tools/resolve`).
 *
 * @throws {ToolFault}
 */
export async function callEndpoint(
  tool: HttpToolConfig & { id: string },
  args: Record<string, unknown>,
  context: ToolContext,
): Promise<{ output: string; isCut: boolean }> {
  const allowed = privateHosts()
  const url = toolUrl(tool.url, allowed)
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(tool.timeout_seconds * 1000)])
  const order = { id: tool.id, host: url.host, seconds: tool.timeout_seconds + SLACK_SECONDS }
  const session = await openToolSession(order, context)
  try {
    const body = JSON.stringify(args)
    const headers = headersOf(session, context, body)
    const lookup = isPrivateHost(url, allowed) ? undefined : publicLookup()
    return outputOf(await postJson({ url, headers, body, signal, lookup }))
  } finally {
    await session.close().catch((error) => log('warn', 'tool_session_left_open', { cause: String(error) }))
  }
}

function headersOf(session: ToolSession, { toolCallId }: ToolContext, body: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json, text/*',
    'accept-encoding': 'identity',
    'user-agent': 'Parley-Tools/1',
    'idempotency-key': toolCallId,
    'x-parley-session': session.token,
    ...signRequest(session.secrets, toolCallId, body),
  }
}

/** What an endpoint says against a call helps a model to mend it; what it says when it breaks helps nobody. */
function outputOf({ status, text, isCut }: Answer): { output: string; isCut: boolean } {
  if (status < 300) return { output: text, isCut }
  const complaint = `The endpoint refused the call (${status}).`
  if (status >= 500) throw new ToolFault(`The endpoint failed (${status}). Do not guess the answer.`)
  if (text.trim() === '') throw new ToolFault(complaint)
  throw new ToolFault(`${complaint} ${quoteOutput('it', capOutput(text, isCut, MAX_COMPLAINT_CHARS))}`)
}
