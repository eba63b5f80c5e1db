import { ParleyError } from '@parley/shared/parley-error.ts'
import { RELAY_SUBPROTOCOL, TICKET_SUBPROTOCOL_PREFIXES } from '@parley/shared/relay-subprotocols.ts'
import { bearerToken } from '../../_shared/bearer-token.ts'

const TICKET = /^[\w-]{43}$/

/** What a client offers when it opens the relay. */
export type Offer = {
  /** Null: the first event has to be client.call_start. */
  ticket: string | null
  /** The subprotocol to echo. Browsers fail when they offered some and none comes back. */
  protocol: string | undefined
}

/**
 * Finds the ticket: a subprotocol for browsers, the Authorization header for clients that can set one.
 *
 * @throws {ParleyError} ticket_invalid for what cannot be a ticket
 */
export function readOffer(request: Request): Offer {
  const offered = (request.headers.get('sec-websocket-protocol') ?? '').split(',').map((name) => name.trim())
  const ticket = ticketOf(offered) ?? bearerToken(request)
  if (ticket !== null && !TICKET.test(ticket)) throw new ParleyError('ticket_invalid')
  return { ticket, protocol: offered.includes(RELAY_SUBPROTOCOL) ? RELAY_SUBPROTOCOL : undefined }
}

function ticketOf(offered: string[]): string | null {
  for (const prefix of TICKET_SUBPROTOCOL_PREFIXES) {
    const found = offered.find((name) => name.startsWith(prefix))
    if (found !== undefined) return found.slice(prefix.length)
  }
  return null
}
