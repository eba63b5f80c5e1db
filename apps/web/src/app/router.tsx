import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { agentQuery } from '@/features/agents/api/get-agent.ts'
import { agentVersionsQuery } from '@/features/agents/api/list-agent-versions.ts'
import { organizationAgentsQuery } from '@/features/agents/api/list-organization-agents.ts'
import { plansQuery } from '@/features/agents/api/list-plans.ts'
import { approvalsQuery } from '@/features/approvals/api/list-approvals.ts'
import { agentsQuery } from '@/features/call/api/list-agents.ts'
import { aboutSource } from '@/features/chat/about-source.ts'
import { sessionQuery } from '@/features/chat/api/get-session.ts'
import { sessionCallsQuery } from '@/features/chat/api/list-session-calls.ts'
import { sessionRunsQuery } from '@/features/chat/api/list-session-runs.ts'
import { sessionsQuery } from '@/features/chat/api/list-sessions.ts'
import { callQuery } from '@/features/history/api/get-call.ts'
import { callsQuery } from '@/features/history/api/search-calls.ts'
import { knowledgeBaseQuery } from '@/features/knowledge/api/get-knowledge-base.ts'
import { sourceQuery } from '@/features/knowledge/api/get-source.ts'
import { sourcesQuery } from '@/features/knowledge/api/list-sources.ts'
import { type PagePlace, pagePlace } from '@/features/knowledge/page-place.ts'
import { type SearchPlace, searchPlace } from '@/features/knowledge/search-place.ts'
import { currentOrganization } from '@/features/organizations/api/current-organization.ts'
import { runQuery } from '@/features/runs/api/get-run.ts'
import { runsQuery } from '@/features/runs/api/list-runs.ts'
import { segmentsQuery } from '@/features/timeline/api/list-segments.ts'
import { toolQuery } from '@/features/tools/api/get-tool.ts'
import { toolHostsQuery } from '@/features/tools/api/list-tool-hosts.ts'
import { toolsQuery } from '@/features/tools/api/list-tools.ts'
import { messagesQuery } from '@/features/transcript/api/list-messages.ts'
import { supabase } from '@/lib/supabase.ts'
import { AppShell } from './app-shell.tsx'
import { ErrorScreen } from './error-screen.tsx'
import { NotFound } from './not-found.tsx'
import { PendingScreen } from './pending-screen.tsx'
import { queryClient } from './query-client.ts'

const hasSession = async () => (await supabase.auth.getSession()).data.session !== null

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Outlet,
  errorComponent: ErrorScreen,
  notFoundComponent: NotFound,
})

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' && /^\/(?!\/)/.test(search.next) ? { next: search.next } : {},
  beforeLoad: async ({ search }) => {
    if (await hasSession()) throw redirect({ href: search.next ?? '/', replace: true })
  },
  component: lazyRouteComponent(() => import('./sign-in-route.tsx'), 'SignInRoute'),
})

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  beforeLoad: async ({ location }) => {
    if (await hasSession()) return
    // Without the fragment, in which a sign-in link that failed says why.
    const next = location.pathname + location.searchStr
    throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next }, replace: true })
  },
  component: AppShell,
})

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  loader: async ({ context }) => {
    const { id } = await currentOrganization(context.queryClient)
    await context.queryClient.ensureQueryData(agentsQuery(id))
  },
  component: lazyRouteComponent(() => import('./home-route.tsx'), 'HomeRoute'),
})

const history = createRoute({
  getParentRoute: () => signedIn,
  path: '/history',
  validateSearch: (search: Record<string, unknown>): { q?: string; of?: 'everyone' } => ({
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
    ...(search.of === 'everyone' ? { of: 'everyone' } : {}),
  }),
  loader: async ({ context }) => {
    const { id } = await currentOrganization(context.queryClient)
    // Not waited for: the list has a skeleton of its own.
    void context.queryClient.prefetchInfiniteQuery(callsQuery({ organizationId: id, search: '', everyones: false }))
  },
  component: lazyRouteComponent(() => import('./history-route.tsx'), 'HistoryRoute'),
})

const call = createRoute({
  getParentRoute: () => signedIn,
  path: '/calls/$callId',
  loader: ({ context, params }) =>
    Promise.all([
      currentOrganization(context.queryClient),
      context.queryClient.ensureQueryData(callQuery(params.callId)),
      context.queryClient.ensureQueryData(messagesQuery(params.callId)),
      // A transcript without its segments is still one.
      context.queryClient.prefetchQuery(segmentsQuery(params.callId)),
    ]),
  component: lazyRouteComponent(() => import('./call-route.tsx'), 'CallRoute'),
})

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  loader: ({ context }) => currentOrganization(context.queryClient),
  component: lazyRouteComponent(() => import('./settings-route.tsx'), 'SettingsRoute'),
})

const newOrganization = createRoute({
  getParentRoute: () => signedIn,
  path: '/organizations/new',
  component: lazyRouteComponent(() => import('./new-organization-route.tsx'), 'NewOrganizationRoute'),
})

const invitation = createRoute({
  getParentRoute: () => signedIn,
  path: '/invitation',
  validateSearch: (search: Record<string, unknown>): { token?: string } =>
    typeof search.token === 'string' ? { token: search.token } : {},
  component: lazyRouteComponent(() => import('./invitation-route.tsx'), 'InvitationRoute'),
})

const agents = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents',
  loader: async ({ context }) =>
    context.queryClient.ensureQueryData(organizationAgentsQuery((await currentOrganization(context.queryClient)).id)),
  component: lazyRouteComponent(() => import('@/features/agents/components/agents-screen.tsx'), 'AgentsScreen'),
})

const newAgent = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents/new',
  loader: ({ context }) =>
    Promise.all([currentOrganization(context.queryClient), context.queryClient.ensureQueryData(plansQuery)]),
  component: lazyRouteComponent(() => import('@/features/agents/components/new-agent-screen.tsx'), 'NewAgentScreen'),
})

const agent = createRoute({
  getParentRoute: () => signedIn,
  path: '/agents/$agentId',
  loader: ({ context: { queryClient }, params }) =>
    Promise.all([
      queryClient.ensureQueryData(agentQuery(params.agentId)),
      queryClient.ensureQueryData(agentVersionsQuery(params.agentId)),
      queryClient.ensureQueryData(plansQuery),
      currentOrganization(queryClient),
    ]),
  component: lazyRouteComponent(() => import('./agent-route.tsx'), 'AgentRoute'),
})

const knowledge = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge',
  loader: async ({ context }) => {
    const { id } = await currentOrganization(context.queryClient)
    // Not waited for: the list has a skeleton of its own.
    void context.queryClient.prefetchInfiniteQuery(sourcesQuery(id))
  },
  component: lazyRouteComponent(
    () => import('@/features/knowledge/components/knowledge-screen.tsx'),
    'KnowledgeScreen',
  ),
})

const knowledgeSearch = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge/search',
  validateSearch: (search: Record<string, unknown>): SearchPlace => searchPlace(search),
  loader: ({ context }) => currentOrganization(context.queryClient),
  component: lazyRouteComponent(() => import('./knowledge-search-route.tsx'), 'KnowledgeSearchRoute'),
})

const knowledgeBase = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge/bases/$baseId',
  loader: ({ context: { queryClient }, params }) =>
    Promise.all([currentOrganization(queryClient), queryClient.ensureQueryData(knowledgeBaseQuery(params.baseId))]),
  component: lazyRouteComponent(() => import('./knowledge-base-route.tsx'), 'KnowledgeBaseRoute'),
})

const knowledgeSource = createRoute({
  getParentRoute: () => signedIn,
  path: '/knowledge/$sourceId',
  validateSearch: (search: Record<string, unknown>): PagePlace => pagePlace(search),
  loader: ({ context: { queryClient }, params }) =>
    Promise.all([currentOrganization(queryClient), queryClient.ensureQueryData(sourceQuery(params.sourceId))]),
  component: lazyRouteComponent(() => import('./knowledge-source-route.tsx'), 'KnowledgeSourceRoute'),
})

const chat = createRoute({
  getParentRoute: () => signedIn,
  path: '/chat',
  validateSearch: (search: Record<string, unknown>): { q?: string; source?: string } => ({
    ...(typeof search.q === 'string' && search.q !== '' ? { q: search.q } : {}),
    ...aboutSource(search),
  }),
  loader: async ({ context: { queryClient } }) => {
    const { id } = await currentOrganization(queryClient)
    // Not waited for: the list has a skeleton of its own.
    void queryClient.prefetchInfiniteQuery(sessionsQuery(id, ''))
    await queryClient.ensureQueryData(agentsQuery(id))
  },
  component: lazyRouteComponent(() => import('./chat-route.tsx'), 'ChatRoute'),
})

const chatSession = createRoute({
  getParentRoute: () => signedIn,
  path: '/chat/$sessionId',
  validateSearch: aboutSource,
  loader: async ({ context: { queryClient }, params: { sessionId } }) => {
    const session = await queryClient.ensureQueryData(sessionQuery(sessionId))
    if (!session) return
    await Promise.all([
      queryClient.ensureQueryData(sessionRunsQuery(sessionId)),
      queryClient.ensureQueryData(sessionCallsQuery(sessionId)),
    ])
  },
  component: lazyRouteComponent(() => import('./chat-session-route.tsx'), 'ChatSessionRoute'),
})

const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: '/approvals',
  loader: ({ context }) => context.queryClient.ensureQueryData(approvalsQuery),
  component: lazyRouteComponent(
    () => import('@/features/approvals/components/approvals-screen.tsx'),
    'ApprovalsScreen',
  ),
})

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs',
  loader: async ({ context: { queryClient } }) => {
    const { id } = await currentOrganization(queryClient)
    // Not waited for: the list has a skeleton of its own.
    void queryClient.prefetchInfiniteQuery(runsQuery(id))
  },
  component: lazyRouteComponent(() => import('@/features/runs/components/runs-screen.tsx'), 'RunsScreen'),
})

const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/$runId',
  loader: ({ context, params }) => context.queryClient.ensureQueryData(runQuery(params.runId)),
  component: lazyRouteComponent(() => import('./run-route.tsx'), 'RunRoute'),
})

const tools = createRoute({
  getParentRoute: () => signedIn,
  path: '/tools',
  loader: async ({ context: { queryClient } }) => {
    const { id } = await currentOrganization(queryClient)
    await Promise.all([queryClient.ensureQueryData(toolsQuery(id)), queryClient.ensureQueryData(toolHostsQuery(id))])
  },
  component: lazyRouteComponent(() => import('@/features/tools/components/tools-screen.tsx'), 'ToolsScreen'),
})

const newTool = createRoute({
  getParentRoute: () => signedIn,
  path: '/tools/new',
  loader: ({ context }) => currentOrganization(context.queryClient),
  component: lazyRouteComponent(() => import('@/features/tools/components/new-tool-screen.tsx'), 'NewToolScreen'),
})

const tool = createRoute({
  getParentRoute: () => signedIn,
  path: '/tools/$toolId',
  loader: async ({ context: { queryClient }, params }) => {
    const { id } = await currentOrganization(queryClient)
    await Promise.all([
      queryClient.ensureQueryData(toolQuery(params.toolId)),
      queryClient.ensureQueryData(toolHostsQuery(id)),
    ])
  },
  component: lazyRouteComponent(() => import('./tool-route.tsx'), 'ToolRoute'),
})

/** Every address of the app. Screens load when they are first visited, or when a link to them is pointed at. */
export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    signedIn.addChildren([
      home,
      history,
      call,
      agents,
      newAgent,
      agent,
      knowledge,
      knowledgeSearch,
      knowledgeBase,
      knowledgeSource,
      chat,
      chatSession,
      approvals,
      runs,
      run,
      tools,
      newTool,
      tool,
      settings,
      newOrganization,
      invitation,
    ]),
  ]),
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingMs: 250,
  defaultPendingMinMs: 300,
  defaultPendingComponent: PendingScreen,
  defaultErrorComponent: ErrorScreen,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
