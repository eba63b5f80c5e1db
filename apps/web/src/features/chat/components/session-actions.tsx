import { useNavigate } from '@tanstack/react-router'
import { Phone } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import { useCall } from '@/features/call/hooks/use-call.ts'
import { startCall } from '@/features/call/start-call.ts'
import { useDeleteSession } from '../api/delete-session.ts'
import type { ChatSession } from '../chat-session.ts'

const IN_A_CALL = ['requesting-microphone', 'connecting', 'live', 'reconnecting', 'ending']

/** What one does with a session beside writing: go on by voice, delete it. */
export function SessionActions({ session }: { session: ChatSession }) {
  const navigate = useNavigate()
  const remove = useDeleteSession()
  const { state } = useCall()
  const { agent, agent_id } = session
  function talk() {
    if (!agent || !agent_id) return
    // From the click, so that audio may play; the call's screen shows how it goes.
    void startCall({ id: agent_id, name: agent.name }, 'voice', session.id)
    void navigate({ to: '/' })
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {agent?.status === 'published' && (
        <Button size="small" variant="outline" disabled={IN_A_CALL.includes(state)} onClick={talk}>
          <Phone aria-hidden className="size-4" />
          Talk
        </Button>
      )}
      <ConfirmButton
        danger
        label="Delete this chat"
        question="Everything that was written in it is deleted for good. Its calls stay in your history."
        confirm="Delete"
        disabled={remove.isPending}
        onConfirm={() => remove.mutate(session.id, { onSuccess: () => void navigate({ to: '/chat' }) })}
      >
        Delete
      </ConfirmButton>
      <ProblemLine error={remove.error} />
    </div>
  )
}
