/** What a list screen sends, and the same question as the table owner asks it. */
export type ListQuery = {
  name: string
  /** Where it is sent from. */
  screen: string
  /** Types of `$1`, `$2`, …, and which of a person's facts they are. */
  parameters: readonly Parameter[]
  /** As PostgREST makes it of the client's call; runs under row level security. */
  asUser: string
  /**
   * With the filter that the policies stand for. `{{person}}` is all that it is told; the organisations that the person
   * belongs to or administers it looks up, as policies must.
   */
  asOwner: string
  /** Only for those whom it says; everyone else does not see this screen. */
  only?: 'admin'
  /** Reads tables that naive policies would not open, in a function that is not held to them. */
  withoutNaive?: true
}

/** A fact about a person that a query takes. */
export type Parameter = 'callId' | 'agentId' | 'organizationId' | 'userId' | 'frequentWord' | 'rareWord'

const MEMBER_OF = 'array(select organization_id from public.memberships where user_id = {{person}})'
const ADMIN_OF =
  "array(select organization_id from public.memberships where user_id = {{person}} and role in ('owner', 'admin'))"
const SEEN = `(user_id = {{person}} or visible_to_admins_of = any (${ADMIN_OF}))`
const OFFERED = `((status = 'published' and organization_id = any (${MEMBER_OF})) or organization_id = any (${ADMIN_OF}))`
const CALL =
  'id, user_id, organization_id, visible_to_admins_of, title, agent_id, started_at, ended_at, end_reason, last_seen_at'
const SEARCH = 'p_limit => 30'
const OWNER_SEARCH = 'p_limit => 30, p_user_id => {{person}}'

/** Every list that the web app shows, and two that a stock client may ask for. Lists end at PostgREST's `max_rows`. */
export const listQueries: readonly ListQuery[] = [
  search('history', 'p_organization_id => $1', ['organizationId']),
  search('history-everyones', 'p_organization_id => $1, p_everyones => true', ['organizationId'], 'admin'),
  search('history-frequent-word', 'p_query => $2, p_organization_id => $1', ['organizationId', 'frequentWord']),
  search('history-rare-word', 'p_query => $2, p_organization_id => $1', ['organizationId', 'rareWord']),
  search(
    'history-everyones-rare-word',
    'p_query => $2, p_organization_id => $1, p_everyones => true',
    ['organizationId', 'rareWord'],
    'admin',
  ),
  search(
    'history-everyones-frequent-word',
    'p_query => $2, p_organization_id => $1, p_everyones => true',
    ['organizationId', 'frequentWord'],
    'admin',
  ),
  {
    name: 'messages-of-call',
    screen: 'a call: transcript',
    parameters: ['callId'],
    asUser: 'select * from public.messages where call_id = $1 order by position, id limit 1000 offset 0',
    asOwner: `select * from public.messages where call_id = $1 and ${SEEN} order by position, id limit 1000 offset 0`,
  },
  {
    name: 'segments-of-call',
    screen: 'a call: time line',
    parameters: ['callId'],
    asUser: `select id, call_id, number, taken_at, ended_at, end_reason from public.call_segments
      where call_id = $1 and taken_at is not null order by number limit 1000`,
    asOwner: `select id, call_id, number, taken_at, ended_at, end_reason from public.call_segments
      where call_id = $1 and taken_at is not null and ${SEEN} order by number limit 1000`,
  },
  {
    name: 'live-calls',
    screen: 'history: calls that go on',
    parameters: ['userId'],
    asUser: liveCalls('', ''),
    asOwner: liveCalls(`and ${SEEN}`, `and ${OFFERED}`),
  },
  {
    name: 'agents-to-call',
    screen: 'start',
    parameters: ['organizationId'],
    asUser: `select id, name, description from public.agents
      where organization_id = $1 and status = 'published' order by created_at limit 1000`,
    asOwner: `select id, name, description from public.agents
      where organization_id = $1 and status = 'published' and ${OFFERED} order by created_at limit 1000`,
  },
  {
    name: 'agents',
    screen: 'agents of an organisation',
    parameters: ['organizationId'],
    asUser: `select id, name, description, status, published_version, unpublished_changes, updated_at
      from public.agents where organization_id = $1 order by created_at limit 1000`,
    asOwner: `select id, name, description, status, published_version, unpublished_changes, updated_at
      from public.agents where organization_id = $1 and ${OFFERED} order by created_at limit 1000`,
  },
  {
    name: 'agent-versions',
    screen: 'an agent: versions',
    parameters: ['agentId'],
    asUser: `select number, status, published_at from public.agent_versions
      where agent_id = $1 order by number desc limit 50`,
    asOwner: `select number, status, published_at from public.agent_versions
      where agent_id = $1 and ${OFFERED} order by number desc limit 50`,
  },
  {
    name: 'organizations',
    screen: 'switcher',
    parameters: ['userId'],
    asUser: organizations(''),
    asOwner: organizations(`and organization_id = any (${MEMBER_OF})`),
  },
  {
    name: 'memberships',
    screen: 'members of an organisation, roles',
    parameters: ['organizationId'],
    asUser: 'select * from public.memberships where organization_id = $1 limit 1000',
    asOwner: `select * from public.memberships
      where organization_id = $1 and organization_id = any (${MEMBER_OF}) limit 1000`,
  },
  {
    name: 'members',
    screen: 'members of an organisation, by list_members',
    parameters: ['organizationId'],
    asUser: 'select * from public.list_members($1) limit 1000',
    asOwner: `select m.user_id, m.role, p.display_name,
        case when $1 = any (${ADMIN_OF}) or m.user_id = {{person}} then u.email::text end as email, m.created_at as joined_at
      from public.memberships m
      join public.profiles p on p.id = m.user_id
      join auth.users u on u.id = m.user_id
      where m.organization_id = $1 and m.organization_id = any (${MEMBER_OF})
      order by array_position(array['owner', 'admin', 'member'], m.role), p.display_name, m.user_id limit 1000`,
    withoutNaive: true,
  },
  {
    name: 'open-invitations',
    screen: 'invitations',
    parameters: ['organizationId'],
    only: 'admin',
    asUser: invitations(''),
    asOwner: invitations(`and organization_id = any (${ADMIN_OF})`),
  },
  {
    name: 'all-messages',
    screen: 'none: a stock client',
    parameters: [],
    asUser: 'select * from public.messages order by inserted_at desc limit 50',
    asOwner: `select * from public.messages where ${SEEN} order by inserted_at desc limit 50`,
  },
  {
    name: 'all-calls',
    screen: 'none: a stock client',
    parameters: [],
    asUser: 'select * from public.calls order by started_at desc limit 50',
    asOwner: `select * from public.calls where ${SEEN} order by started_at desc limit 50`,
  },
]

function search(name: string, given: string, parameters: readonly Parameter[], only?: 'admin'): ListQuery {
  return {
    name,
    screen: 'history, by search_calls',
    parameters,
    asUser: `select * from public.search_calls(${given}, ${SEARCH})`,
    asOwner: `select * from bench.search_calls(${given}, ${OWNER_SEARCH})`,
    ...(only ? { only } : {}),
  }
}

function liveCalls(filter: string, agentFilter: string): string {
  return `select ${CALL}, row_to_json(a.*) as agent
    from public.calls
    left join lateral (
      select name from public.agents
      where agents.organization_id = calls.organization_id and agents.id = calls.agent_id ${agentFilter}
    ) a on true
    where calls.user_id = $1 and calls.ended_at is null ${filter} order by started_at desc limit 1000`
}

function organizations(filter: string): string {
  return `select m.role, row_to_json(o.*) as organization
    from public.memberships m
    left join lateral (
      select id, name, personal_of, plan, admins_see_calls from public.organizations where id = m.organization_id
        ${filter.replace('and organization_id', 'and id')}
    ) o on true
    where m.user_id = $1 ${filter} limit 1000`
}

function invitations(filter: string): string {
  return `select id, email, role, sent_at, expires_at from public.invitations
    where organization_id = $1 and accepted_at is null and revoked_at is null ${filter}
    order by sent_at desc limit 1000`
}
