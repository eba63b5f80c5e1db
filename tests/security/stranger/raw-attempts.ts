/** A request that no client library makes, but anybody can. */
export interface RawAttempt {
  says: string
  path: string
  init?: RequestInit
}

/** Schemas that are not exposed, with something that lies in them. */
const HIDDEN = [
  'private.call_tickets',
  'private.call_progress',
  'private.source_jobs',
  'private.pending_chunks',
  'private.orphaned_source_files',
  'private.tool_secrets',
  'private.tool_sessions',
  'auth.users',
  'auth.sessions',
  'auth.refresh_tokens',
  'storage.objects',
  'storage.buckets',
  'realtime.messages',
  'realtime.outbox',
  'realtime.subscription',
  'extensions.pg_stat_statements',
  'pg_catalog.pg_authid',
  'information_schema.tables',
  'supabase_migrations.schema_migrations',
  'graphql_public.graphql',
  'vault.secrets',
  'llm.usage',
  'router.audit',
  'tests.people',
]

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

/** Other schemas, other APIs, and what belongs to the service. */
export function rawAttempts(victim: { id: string; email: string }): RawAttempt[] {
  const hidden = HIDDEN.flatMap((name): RawAttempt[] => {
    const [schema = '', table] = name.split('.')
    return [
      {
        says: `${name} by Accept-Profile`,
        path: `/rest/v1/${table}?select=*`,
        init: { headers: { 'accept-profile': schema } },
      },
      { says: `${name} by its full name`, path: `/rest/v1/${name}?select=*` },
      {
        says: `${name} written by Content-Profile`,
        path: `/rest/v1/${table}`,
        init: {
          method: 'POST',
          headers: { 'content-profile': schema, 'content-type': 'application/json', prefer: 'return=representation' },
          body: '{}',
        },
      },
      {
        says: `${name} called`,
        path: `/rest/v1/rpc/${table}`,
        init: {
          method: 'POST',
          headers: { 'content-profile': schema, 'content-type': 'application/json' },
          body: '{}',
        },
      },
    ]
  })
  return [
    ...hidden,
    { says: 'what the API offers', path: '/rest/v1/' },
    {
      says: 'GraphQL',
      path: '/graphql/v1',
      init: json('POST', { query: '{ callsCollection { edges { node { id title } } } }' }),
    },
    { says: 'GraphQL by function', path: '/rest/v1/rpc/graphql', init: json('POST', { query: '{ __typename }' }) },
    { says: "the platform's own API", path: '/pg/query', init: json('POST', { query: 'select * from calls' }) },
    { says: 'all accounts', path: '/auth/v1/admin/users' },
    { says: 'an account', path: `/auth/v1/admin/users/${victim.id}` },
    {
      says: "an account's new password",
      path: `/auth/v1/admin/users/${victim.id}`,
      init: json('PUT', { password: 'taken-over-1' }),
    },
    { says: 'an account deleted', path: `/auth/v1/admin/users/${victim.id}`, init: { method: 'DELETE' } },
    {
      says: 'a link that signs in as another',
      path: '/auth/v1/admin/generate_link',
      init: json('POST', { type: 'magiclink', email: victim.email }),
    },
    { says: 'sessions', path: '/auth/v1/sessions' },
    {
      says: 'a table over two doors',
      path: '/rest/v1/calls?select=*&apikey=x',
      init: { headers: { 'x-user-id': victim.id, 'x-forwarded-user': victim.id } },
    },
    {
      says: "the setting of another's claims",
      path: '/rest/v1/calls?select=*',
      init: { headers: { 'request.jwt.claims': `{"sub":"${victim.id}"}`, role: 'service_role' } },
    },
    {
      says: 'a broadcast in the name of Realtime',
      path: '/realtime/v1/api/broadcast',
      init: json('POST', { messages: [{ topic: 'x', event: 'x', payload: {}, private: true }] }),
    },
  ]
}

/** What each Edge Function is asked for with the neighbours' ids. A function without an entry here fails the test. */
export function edgeFunctionBodies(ids: {
  agent: string
  call: string
  organization: string
  source: string
  knowledgeBase: string
  tool: string
  sha256: string
  run: string
  session: string
  toolCall: string
}): Record<string, unknown[]> {
  return {
    'agent-run': [
      { action: 'start', agent_id: ids.agent, text: 'What do you know?' },
      { action: 'start', agent_id: ids.agent, text: 'What do you know?', draft: true },
      { action: 'start', agent_id: ids.agent, text: 'What was said?', session_id: ids.session },
      ...['stream', 'cancel', 'retry'].map((action) => ({ action, run_id: ids.run })),
      { action: 'decide', approval_id: ids.toolCall, decision: 'approved' },
      { action: 'decide', approval_id: ids.toolCall, decision: 'approved', arguments: {} },
      { action: 'output', tool_call_id: ids.toolCall, output: 'x' },
    ],
    'call-session': [
      { agent_id: ids.agent },
      { agent_id: ids.agent, draft: true },
      { call_id: ids.call },
      { call_id: ids.call, take_over: true },
      { call_id: ids.call, from_segment: 1 },
    ],
    'mint-key': [{ agent_id: ids.agent }],
    'invite-member': [{ organization_id: ids.organization, email: 'stranger@example.com', role: 'admin' }],
    sources: [
      {
        action: 'create',
        organization_id: ids.organization,
        name: 'Mine',
        kind: 'text',
        bytes: 10,
        sha256: ids.sha256,
        knowledge_base_id: ids.knowledgeBase,
      },
      ...['uploaded', 'status', 'retry', 'reindex', 'delete', 'download'].map((action) => ({
        action,
        source_id: ids.source,
      })),
    ],
    search: [
      { query: 'harbour' },
      { query: 'harbour', mode: 'text' },
      { query: 'harbour', mode: 'vector' },
      { query: 'harbour', mode: 'text', source_ids: [ids.source] },
      { query: 'harbour', mode: 'text', knowledge_base_ids: [ids.knowledgeBase] },
    ],
    tools: [
      { action: 'test', tool_id: ids.tool },
      { action: 'test', tool_id: ids.tool, arguments: { order: '1' } },
    ],
    'llm-token': [{ organization_id: ids.organization }],
    // at its root, where there is nothing; `tests/integration/gateway` asks it properly
    llm: [{ model: 'gpt-5.5', messages: [{ role: 'user', content: 'harbour' }] }],
    // a WebSocket: `stranger.test.ts` opens it
    'voice-relay': [],
  }
}
