/** The largest payload of one broadcast, that of the hosted pro plan. */
export const MAX_PAYLOAD_BYTES = 3_000_000
