import { Keyboard, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { VoiceStrings } from '@/components/voice-strings.tsx'
import type { Agent } from '../api/list-agents.ts'
import { callStore } from '../call-store.ts'
import { AgentPicker } from './agent-picker.tsx'
import { MicrophoneSelect } from './microphone-select.tsx'

type CallIdleProps = {
  agents: readonly Agent[]
  agent: Agent | undefined
  /** Who else can read the call, as a sentence. */
  readers: string | undefined
  onChoose: (agentId: string) => void
  onStart: (by: 'voice' | 'text') => void
  children?: ReactNode
}

/** Before a call: whom, with what, and the button. `children`: what went wrong the last time. */
export function CallIdle({ agents, agent, readers, onChoose, onStart, children }: CallIdleProps) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center pb-16 text-center sm:pb-24">
      <h1 className="text-display font-bold">{agent ? `Talk to ${agent.name}` : 'Nobody to call yet'}</h1>
      <p className="mt-4 max-w-lg text-lg leading-relaxed text-balance text-ink-soft">
        {agent ? agent.description || 'Press call and start speaking.' : 'No agent of this organisation is published.'}
      </p>
      <div className="relative my-6 grid w-dvw place-items-center sm:my-8">
        <VoiceStrings levels={callStore.levels} className="h-48 w-full sm:h-64" />
        <Button
          onClick={() => onStart('voice')}
          disabled={!agent}
          className="absolute size-28 flex-col gap-1.5 text-base font-semibold shadow-[0_0_0_0.75rem_var(--paper)] sm:size-32"
        >
          <Phone aria-hidden className="size-7" />
          Call
        </Button>
      </div>
      {children && <div className="mb-8 w-full max-w-xl">{children}</div>}
      {agents.length > 1 && <AgentPicker agents={agents} chosen={agent?.id} onChoose={onChoose} />}
      <div className="mt-6 flex flex-wrap items-center justify-center gap-x-3 gap-y-1">
        <MicrophoneSelect permitted={false} />
        <Button
          variant="quiet"
          size="small"
          className="text-ink-soft"
          onClick={() => onStart('text')}
          disabled={!agent}
        >
          <Keyboard aria-hidden className="size-4" />
          Type instead
        </Button>
      </div>
      {readers && agent && (
        <p className="mt-3 max-w-md text-sm text-balance text-ink-soft [overflow-wrap:anywhere]">{readers}</p>
      )}
    </div>
  )
}
