import { useInfiniteQuery, useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { Notice } from '@/components/ui/notice.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { agentsQuery } from '@/features/call/api/list-agents.ts'
import { AgentPicker } from '@/features/call/components/agent-picker.tsx'
import { CallListSkeleton } from '@/features/history/components/call-list-skeleton.tsx'
import { useDebounced } from '@/features/history/hooks/use-debounced.ts'
import { myOrganizationsQuery } from '@/features/organizations/api/list-my-organizations.ts'
import { sessionsQuery } from '../api/list-sessions.ts'
import { runStore } from '../run-store.ts'
import { AboutDocument } from './about-document.tsx'
import { ChatComposer } from './chat-composer.tsx'
import { SessionList } from './session-list.tsx'

const TYPING_PAUSE_MS = 200

type ChatScreenProps = {
  search: string
  onSearch: (search: string) => void
  /** The document that a new conversation is about. */
  source: string | undefined
}

/** A new conversation, and those that there are. */
export function ChatScreen({ search, onSearch, source }: ChatScreenProps) {
  const { current, userId } = useSuspenseQuery(myOrganizationsQuery).data
  return (
    <div className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <h1 className="text-display font-bold">Chat</h1>
      <NewSession key={current.id} userId={userId} organizationId={current.id} source={source} />
      <Sessions key={`list ${current.id}`} organizationId={current.id} search={search} onSearch={onSearch} />
    </div>
  )
}

type NewSessionProps = { userId: string; organizationId: string; source: string | undefined }

function NewSession({ userId, organizationId, source }: NewSessionProps) {
  const { data: agents } = useSuspenseQuery(agentsQuery(organizationId))
  const [agentId, setAgentId] = useState<string>()
  const [text, setText] = useState('')
  const navigate = useNavigate()
  const agent = agents.find(({ id }) => id === agentId) ?? agents[0]
  const begin = useMutation({
    mutationFn: (message: string) =>
      runStore.start(userId, { agentId: agent?.id ?? '', text: message, ...(source && { sourceIds: [source] }) }),
    onSuccess: ({ state }) =>
      state.sessionId &&
      navigate({
        to: '/chat/$sessionId',
        params: { sessionId: state.sessionId },
        search: source ? { source } : {},
      }),
  })
  if (!agent) return <p className="mt-4 text-lg text-ink-soft">No agent of this organisation is published.</p>
  return (
    <section aria-label="New chat" className="mt-6">
      {agents.length > 1 && (
        <div className="mb-4 flex [&>*]:justify-start">
          <AgentPicker agents={agents} chosen={agent.id} onChoose={setAgentId} />
        </div>
      )}
      {source && (
        <AboutDocument
          sourceId={source}
          leave={(label) => (
            <Link to="/chat" className="rounded-full p-1">
              {label}
            </Link>
          )}
        />
      )}
      <ChatComposer
        agentName={agent.name}
        text={text}
        onText={setText}
        sending={begin.isPending}
        onSend={() => begin.mutate(text.trim())}
      />
      <ProblemLine error={begin.error} />
      {agent.description && <p className="mt-3 text-sm text-ink-soft">{agent.description}</p>}
    </section>
  )
}

function Sessions({ organizationId, search, onSearch }: Omit<ChatScreenProps, 'source'> & { organizationId: string }) {
  const [typed, setTyped] = useState(search)
  const settled = useDebounced(typed.trim(), TYPING_PAUSE_MS)
  useEffect(() => {
    if (settled !== search) onSearch(settled)
  }, [settled, search, onSearch])
  const sessions = useInfiniteQuery({
    ...sessionsQuery(organizationId, settled),
    placeholderData: (before, query) => (query?.queryKey[2] === organizationId ? before : undefined),
  })
  const rows = sessions.data?.pages.flat()
  if (sessions.error && !rows) return <Unread onRetry={() => void sessions.refetch()} />
  if (rows?.length === 0 && settled === '' && typed === '') return null
  return (
    <section aria-label="Your chats" className="mt-10">
      <search className="relative block">
        <Search aria-hidden className="pointer-events-none absolute top-3 left-4.5 size-5 text-ink-soft" />
        <TextField
          type="search"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder="Search titles"
          aria-label="Search titles"
          className="pl-12"
        />
      </search>
      <p role="status" className="sr-only">
        {rows && settled ? `${rows.length}${sessions.hasNextPage ? ' or more' : ''} chats found` : ''}
      </p>
      <div className="mt-6">
        {!rows ? (
          <CallListSkeleton />
        ) : rows.length === 0 ? (
          <p className="text-ink-soft">No chat has “{settled}” in its title.</p>
        ) : (
          <SessionList sessions={rows} />
        )}
      </div>
      {sessions.hasNextPage && (
        <div className="mt-8 text-center">
          <Button
            variant="outline"
            disabled={sessions.isFetchingNextPage}
            onClick={() => void sessions.fetchNextPage()}
          >
            {sessions.isFetchingNextPage ? 'Loading…' : 'Earlier chats'}
          </Button>
        </div>
      )}
    </section>
  )
}

function Unread({ onRetry }: { onRetry: () => void }) {
  return (
    <div className="mt-10">
      <Notice
        tone="problem"
        title="Your chats could not be read"
        actions={
          <Button size="small" onClick={onRetry}>
            Try again
          </Button>
        }
      >
        Check your connection.
      </Notice>
    </div>
  )
}
