/**
 * Every error that Parley's functions and relay can answer: its HTTP status, and a message that says what to do.
 * One table, so that the browser can translate a code and a test can walk them. Messages name no secrets, no rows
 * and nothing of another user.
 */
export const ERROR_CODES = {
  not_authenticated: { status: 401, message: 'Sign in first: this needs a session token of a user.' },
  token_invalid: { status: 401, message: 'The session token could not be verified. Sign in again.' },
  token_expired: { status: 401, message: 'The session token has expired. Refresh the session and try again.' },
  ticket_invalid: {
    status: 401,
    message: 'The call ticket is unknown, already used or older than 30 seconds. Ask call-session for a new one.',
  },
  origin_not_allowed: {
    status: 403,
    message: 'This origin is not in ALLOWED_ORIGINS. Add it exactly, with its scheme and port.',
  },
  call_not_found: { status: 404, message: 'There is no such call, or it is not yours.' },
  agent_not_found: { status: 404, message: 'There is no such published agent, or you may not call it.' },
  call_busy: {
    status: 409,
    message: 'This call is live on another connection. Take it over, or leave it there.',
  },
  call_ended: { status: 409, message: 'This call has ended. Start a new one.' },
  live_calls_limit: { status: 429, message: 'Your plan allows no more calls at a time. End one first.' },
  bad_request: { status: 400, message: 'The request does not fit its schema. See details.' },
  method_not_allowed: { status: 405, message: 'Use the method in the Allow header.' },
  not_a_websocket: { status: 426, message: 'Open this address as a WebSocket.' },
  call_start_expected: {
    status: 400,
    message:
      'The first event must be client.call_start with an access_token, or the socket must be opened with a ticket.',
  },
  call_start_timeout: { status: 408, message: 'No client.call_start came in time. Open the socket again.' },
  take_over_expected: {
    status: 400,
    message: 'This worker stands by: the first event must be client.take_over.',
  },
  take_over_timeout: { status: 408, message: 'No client.take_over came in time. Ask for a new ticket.' },
  event_not_allowed: {
    status: 403,
    message: 'Clients may not send this event. Instructions, tools and model belong to the server.',
  },
  event_malformed: { status: 400, message: 'The frame is not a Realtime client event in JSON.' },
  frame_too_large: {
    status: 413,
    message: 'The frame is larger than the relay takes. Send audio in frames of at most one second.',
  },
  client_too_slow: {
    status: 429,
    message: 'The client reads more slowly than the agent speaks, so the socket was closed.',
  },
  rate_limited: { status: 429, message: 'Too much came in a short time. Send less, and at an even pace.' },
  segment_superseded: { status: 409, message: 'Another connection has taken this call over.' },
  provider_unavailable: {
    status: 502,
    message: 'The speech provider refused or could not be reached. Try again in a moment.',
  },
  provider_closed: {
    status: 502,
    message: 'The speech provider ended the session. What was said until now is stored.',
  },
  provider_session_expired: { status: 410, message: 'The speech provider ended the session at its time limit.' },
  transcript_delayed: {
    status: 503,
    message: 'The transcript cannot be stored at the moment. The relay keeps trying.',
  },
  transcript_refused: {
    status: 409,
    message: 'The database refused part of the transcript. The items are in details, so that nothing is lost.',
  },
  server_misconfigured: { status: 500, message: 'The server lacks a setting that this needs. Its log names it.' },
  internal_error: { status: 500, message: 'Something failed on the server. Quote the request id when you report it.' },
} as const satisfies Record<string, { status: number; message: string }>

/** A code of {@link ERROR_CODES}. */
export type ErrorCode = keyof typeof ERROR_CODES
