/** How long a call waits for what, in milliseconds. */
export const CALL_TIMING = {
  /** For the first `relay.session`. */
  answerMs: 20_000,
  /** For `relay.ended` after hanging up. */
  hangUpMs: 3_000,
  /** The same while the server cannot store: it tries for 10 s, and then gives back what it could not. */
  hangUpUnstoredMs: 15_000,
  /** Nothing at all received for so long: broken. The relay says something every 3 s. */
  silentMs: 8_000,
  /** The same after the page woke up or the network came back. */
  probeMs: 4_000,
  /** Something waits in the socket and none of it leaves for so long: broken. */
  stuckMs: 3_000,
  /** For `relay.handed_over`; then it goes on without. */
  leaveMs: 1_500,
  /** A worker is left at the latest so long before its deadline. */
  marginMs: 400,
  /** For a ticket and an open socket. */
  openMs: 10_000,
  /** For `relay.session` after `client.take_over`. */
  takeOverMs: 10_000,
  /** Without a worker for so long, a call is given up. */
  giveUpMs: 90_000,
} as const

/** {@link CALL_TIMING}, or a test's shorter one. */
export type CallTiming = { readonly [Name in keyof typeof CALL_TIMING]: number }
