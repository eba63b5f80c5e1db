import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import type { Agent } from '../agent.ts'
import { agentVersionQuery } from '../api/get-agent-version.ts'
import { AgentKnowledgeNames } from './agent-knowledge-names.tsx'
import { BackToAgents } from './back-to-agents.tsx'

/** An agent for those who call it and do not change it: what is published. */
export function PublishedAgent({ agent }: { agent: Agent }) {
  const { data: version } = useSuspenseQuery(agentVersionQuery(agent.id, agent.published_version ?? 0))
  const facts: [string, ReactNode][] | null = version && [
    ['Greeting', version.greeting || 'None: you speak first'],
    ['Instructions', version.instructions],
    ['Voice', version.voice],
    ['Model', version.model ?? 'Server default'],
    ['Knowledge', <AgentKnowledgeNames key="knowledge" agent={agent} />],
  ]
  return (
    <article className="mx-auto w-full max-w-3xl flex-1 pb-12">
      <BackToAgents />
      <h1 className="mt-4 text-display font-bold [overflow-wrap:anywhere]">{version?.name ?? agent.name}</h1>
      {agent.description && <p className="mt-3 text-lg text-ink-soft">{agent.description}</p>}
      <p className="mt-3 text-ink-soft">Version {agent.published_version}. Owners and admins change it.</p>
      <Button asChild className="mt-6">
        <Link to="/">
          <Phone aria-hidden className="size-4" />
          Go to your calls
        </Link>
      </Button>
      <dl className="mt-8">
        {facts?.map(([label, text]) => (
          <div key={label} className="grid gap-x-6 gap-y-1 border-t border-line py-5 sm:grid-cols-[8rem_1fr]">
            <dt className="font-semibold">{label}</dt>
            <dd className="min-w-0 leading-relaxed break-words whitespace-pre-wrap">{text}</dd>
          </div>
        ))}
      </dl>
    </article>
  )
}
