/** The subprotocol that the relay echoes: public, says nothing. The same as the Realtime API's. */
export const RELAY_SUBPROTOCOL = 'realtime'

/**
 * Prefixes under which a ticket may stand as a second subprotocol. The first is ours; the second is where stock
 * Realtime clients put their `apiKey`, so that they connect with a ticket in its place. The relay never echoes either.
 */
export const TICKET_SUBPROTOCOL_PREFIXES = ['parley-ticket.', 'openai-insecure-api-key.'] as const
