import type { LookupFunction } from 'node:net'
import { Agent, type Dispatcher, request } from 'undici'
import { ToolFault } from '../tool-fault.ts'
import { readAnswer } from './read-answer.ts'

/** What an endpoint answered. */
export type Answer = { status: number; text: string; isCut: boolean }

type Post = {
  url: URL
  headers: Record<string, string>
  body: string
  signal: AbortSignal
  /** Says where a name leads, or throws; the connection goes there. Undefined: wherever the system says. */
  lookup: LookupFunction | undefined
}

const TEXT = /^(text\/|application\/(json|[a-z0-9.+-]+\+json)\b)/i

/**
 * Posts JSON to an endpoint on a connection of its own, and reads its answer as far as it is text, JSON and short.
 * Redirects are not followed. Not the platform's `fetch`, which resolves names by itself, after anybody could look.
 *
 * @throws {ToolFault}
 */
export async function postJson({ url, headers, body, signal, lookup }: Post): Promise<Answer> {
  const agent = new Agent({ connect: lookup ? { lookup } : {}, pipelining: 0 })
  try {
    const answer = await request(url, { method: 'POST', dispatcher: agent, headers, body, signal })
    refuseUnfit(answer)
    return { status: answer.statusCode, ...(await readAnswer(answer.body)) }
  } catch (error) {
    throw faultOf(error, signal)
  } finally {
    // Also what is still being sent.
    await agent.destroy().catch(() => {})
  }
}

function refuseUnfit({ statusCode, headers }: Dispatcher.ResponseData): void {
  if (statusCode >= 300 && statusCode < 400)
    throw new ToolFault(`The endpoint answered with a redirect (${statusCode}), which is not followed.`)
  const encoding = String(headers['content-encoding'] ?? 'identity')
  if (encoding !== 'identity') throw new ToolFault('The endpoint answered compressed, which was not asked for.')
  const type = String(headers['content-type'] ?? '')
  if (statusCode !== 204 && !TEXT.test(type)) throw new ToolFault('The endpoint answered with neither text nor JSON.')
}

function faultOf(error: unknown, signal: AbortSignal): Error {
  if (error instanceof ToolFault) return error
  if (signal.aborted) return new ToolFault('The endpoint took too long and was given up.')
  return new ToolFault('The endpoint could not be reached.')
}
