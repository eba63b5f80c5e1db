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
  agent_version_not_found: { status: 404, message: 'There is no such version of this agent.' },
  call_busy: {
    status: 409,
    message: 'This call is live on another connection. Take it over, or leave it there.',
  },
  call_ended: { status: 409, message: 'This call has ended. Start a new one.' },
  live_calls_limit: { status: 429, message: 'Your plan allows no more calls at a time. End one first.' },
  call_minutes_limit: {
    status: 402,
    message: "The organisation's minutes of this month are used up. Wait for the next month, or change the plan.",
  },
  model_not_in_plan: {
    status: 403,
    message: "This model is not in the organisation's plan. Choose another model, or change the plan.",
  },
  voice_not_in_plan: {
    status: 403,
    message: "The agent's voice is not in the organisation's plan. Choose another voice, or change the plan.",
  },
  agent_not_allowed: {
    status: 403,
    message: 'An agent may not do this for its person. They do it themselves, signed in.',
  },
  organization_not_found: { status: 404, message: 'There is no such organisation, or you are not a member of it.' },
  role_too_low: { status: 403, message: 'Your role does not allow this. Ask an owner or admin of the organisation.' },
  member_not_found: { status: 404, message: 'There is no such member in this organisation.' },
  last_owner: {
    status: 409,
    message: 'An organisation keeps at least one owner. Make somebody else an owner first, or delete the organisation.',
  },
  organization_personal: {
    status: 409,
    message: 'This is a personal organisation. Make another one, and invite people to that.',
  },
  organization_name_differs: {
    status: 409,
    message: 'This is not the name of the organisation. Type it exactly as it stands.',
  },
  organizations_limit: {
    status: 429,
    message: 'You own as many free organisations as one may. Delete or transfer one, or change one to a paid plan.',
  },
  already_member: { status: 409, message: 'This person is a member already.' },
  invitation_not_found: {
    status: 404,
    message: 'This invitation is unknown or was taken back. Ask for a new one.',
  },
  invitation_for_another: {
    status: 403,
    message: 'This invitation was sent to another address. Sign in with that one.',
  },
  invitation_expired: { status: 410, message: 'This invitation has expired. Ask for a new one.' },
  invitation_accepted: {
    status: 409,
    message: 'This invitation was accepted already. Ask for a new one, or remove the member.',
  },
  email_not_confirmed: {
    status: 403,
    message: 'Your mail address is not confirmed yet. Follow the link in the mail that was sent to it.',
  },
  invitations_limit: {
    status: 429,
    message: 'Too many invitations: one mail a minute to an address, and 50 a day for an organisation or a person.',
  },
  invitation_not_sent: {
    status: 502,
    message: 'The mail could not be sent, so nobody was invited. Check the address, and invite again.',
  },
  source_not_found: { status: 404, message: 'There is no such source, or you may not read it.' },
  knowledge_base_not_found: { status: 404, message: 'There is no such knowledge base in this organisation.' },
  source_busy: { status: 409, message: 'This source is being indexed. Wait until it is ready.' },
  source_lease_lost: { status: 409, message: 'Another worker goes on with this source.' },
  upload_missing: {
    status: 409,
    message: 'The file is not there yet. Upload it to the signed address, then say so again.',
  },
  upload_differs: {
    status: 422,
    message: 'What arrived is not the file that was announced: its size or hash differs. Upload it again.',
  },
  source_too_large: {
    status: 413,
    message: 'The file is too large: 50 MiB for PDF and DOCX, 10 MiB for the others. Split it.',
  },
  source_empty: { status: 422, message: 'The file is empty. Choose another one.' },
  source_type_differs: {
    status: 422,
    message: 'The content is not what the name says: PDF, DOCX, HTML, Markdown, text or CSV. Save it in one of these.',
  },
  source_damaged: { status: 422, message: 'The file cannot be read: it is damaged. Save it again, and upload that.' },
  source_encrypted: { status: 422, message: 'The file is locked by a password. Save it without, and upload that.' },
  source_inflates: {
    status: 422,
    message: 'Unpacked, the document is far larger than a document should be. Split it, or save it as PDF.',
  },
  source_without_text: {
    status: 422,
    message: 'There is no text in the file; a scan has only pictures of it. Run text recognition (OCR) on it first.',
  },
  source_too_complex: {
    status: 422,
    message: 'A part of the file takes more time or memory than there is. Split it, or save it in another format.',
  },
  embedding_unavailable: {
    status: 502,
    message: 'The embedding provider could not be reached or is overloaded. Retry: it goes on where it stopped.',
  },
  embedding_refused: {
    status: 502,
    message: 'The embedding provider refused the request. Check its key and model, then retry.',
  },
  session_not_found: {
    status: 404,
    message: 'There is no such conversation of yours with this agent. Begin a new one.',
  },
  session_busy: {
    status: 409,
    message: 'The agent is still answering in this conversation. Wait for the answer, or cancel it.',
  },
  runs_limit: {
    status: 429,
    message: 'Your plan allows no more runs at a time. Wait for one, decide what it waits for, or cancel it.',
  },
  run_not_found: { status: 404, message: 'There is no such run, or it is not yours.' },
  run_lease_lost: { status: 409, message: 'Another worker goes on with this run.' },
  run_cancelled: { status: 409, message: 'This run was cancelled. Ask again to begin another one.' },
  run_step_out_of_order: {
    status: 409,
    message: 'This is not the next step of the run. Read what it has, and go on from there.',
  },
  run_steps_limit: {
    status: 422,
    message: 'The agent took as many steps as a run may have. Ask for less at a time.',
  },
  run_time_limit: {
    status: 408,
    message: 'The run took longer than a run may. Retry it, or ask for less at a time.',
  },
  run_cost_limit: {
    status: 402,
    message: 'The run cost as much as one may in your plan. Ask for less at a time, or change the plan.',
  },
  run_too_complex: {
    status: 422,
    message: 'A part of the run ends whatever works on it. Ask for it in smaller parts.',
  },
  model_key_refused: {
    status: 502,
    message: 'The model provider refused the key of the server. Set OPENAI_API_KEY to one that is valid, then retry.',
  },
  model_quota_exceeded: {
    status: 502,
    message: "The server's account with the model provider is used up. Add credit there, then retry.",
  },
  model_rate_limited: {
    status: 502,
    message: 'The model provider is asked too often at the moment. Wait a little, then retry.',
  },
  model_unavailable: {
    status: 502,
    message: 'The model provider could not be reached, or failed. Retry: the run goes on where it stopped.',
  },
  model_stalled: {
    status: 502,
    message: 'The model stopped in the middle and said nothing more. Retry: the run goes on where it stopped.',
  },
  model_stream_broken: {
    status: 502,
    message: "The model's answer broke off. Retry: the run goes on where it stopped.",
  },
  model_answer_malformed: {
    status: 502,
    message: 'What the model provider sent is no answer. Check OPENAI_BASE_URL and the model, then retry.',
  },
  model_request_refused: {
    status: 502,
    message: 'The model provider refused the request. Check the model of the agent, or OPENAI_CHAT_MODEL, then retry.',
  },
  model_context_exceeded: {
    status: 422,
    message: 'This conversation is too long for the model. Begin a new one, or ask about less at a time.',
  },
  approval_not_found: { status: 404, message: 'There is no such approval, or it is not yours to give.' },
  approval_decided: { status: 409, message: 'This was decided already.' },
  approval_expired: { status: 410, message: 'Nobody decided this within 7 days. Ask the agent again.' },
  tool_call_not_found: { status: 404, message: 'There is no such call of a tool, or it is not yours.' },
  tool_call_not_ready: {
    status: 409,
    message: 'This call of a tool waits for its person: for a decision, or for the output of their client.',
  },
  tool_call_done: { status: 409, message: 'This call of a tool is over.' },
  tool_not_found: { status: 404, message: 'There is no such tool, or you may not use it.' },
  tool_table_unfit: {
    status: 422,
    message: 'A tool cannot use this table as its config says. The hint of the error names what does not fit.',
  },
  tool_host_not_allowed: {
    status: 403,
    message: "The tool's host is not among the hosts that the organisation allows. Allow it, or change the address.",
  },
  tool_secret_missing: {
    status: 409,
    message: 'The tool has no signing secret yet. Make one, and give it to the endpoint.',
  },
  tool_session_invalid: {
    status: 401,
    message: "The session is over, or the request is not signed with the tool's secret. Ask while the call is on.",
  },
  token_key_unknown: {
    status: 401,
    message: 'This token was signed by a key that is unknown here, or no longer. Ask llm-token for a new one.',
  },
  token_audience_differs: { status: 401, message: 'This token is for another service. Ask llm-token for one.' },
  session_ended: { status: 401, message: 'This session has ended. Sign in again.' },
  model_not_found: { status: 404, message: 'There is no such model. Ask /v1/models for those of your plan.' },
  model_without_price: {
    status: 404,
    message: 'This model has no price, so nobody may use it. Whoever runs this server adds one to llm.models.',
  },
  model_kind_differs: { status: 400, message: 'This model is not for such requests. Choose another one.' },
  images_not_taken: { status: 400, message: 'This model takes no images here. Send text, or choose another one.' },
  parameter_not_allowed: { status: 400, message: 'The gateway does not take this parameter. Leave it out.' },
  request_in_progress: { status: 409, message: 'A request with this idempotency key is under way. Wait for it.' },
  upstream_refused: { status: 400, message: 'The provider refused the request.' },
  upstream_limited: { status: 429, message: 'The provider has too much to do. Wait as long as retry-after says.' },
  upstream_unavailable: { status: 502, message: 'No provider of this model answers. Try again in a moment.' },
  route_not_found: { status: 404, message: 'There is nothing at this address. See docs/gateway.md.' },
  requests_limit: {
    status: 429,
    message: "The organisation's requests of this minute are used up. Wait as long as retry-after says.",
  },
  tokens_limit: {
    status: 429,
    message: "The organisation's tokens of this minute are used up. Wait as long as retry-after says.",
  },
  concurrent_requests_limit: {
    status: 429,
    message: 'The organisation has as many requests under way as its plan allows. Wait until one is through.',
  },
  request_too_large: {
    status: 413,
    message: 'The request is larger than what may be asked for. Send less, or set a lower limit to the answer.',
  },
  budget_spent: {
    status: 402,
    message: "The organisation's budget of this month is spent. Wait for the next month, or change the plan.",
  },
  member_budget_spent: {
    status: 402,
    message: 'Your budget of this month in this organisation is spent. Ask one of its owners for more.',
  },
  free_budget_spent: {
    status: 402,
    message: 'What the free plan gives you a month, in all organisations, is spent. Change to a paid plan.',
  },
  idempotency_key_used: { status: 409, message: 'This idempotency key was used before. Send another one.' },
  hold_not_found: { status: 404, message: 'Nothing is put by under this id, or it was given back.' },
  usage_invalid: {
    status: 422,
    message: 'The counts of tokens make no sense, or what they were used for is not there.',
  },
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
