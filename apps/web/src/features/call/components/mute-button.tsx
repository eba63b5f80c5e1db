import { Mic, MicOff } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/lib/class-names.ts'
import { type CallSnapshot, callStore } from '../call-store.ts'

/** Mutes the microphone of a call and back. `title` where there is more to say than “Mute”, such as a key. */
export function MuteButton({ call, title }: { call: CallSnapshot; title?: string }) {
  const live = call.state === 'live' || call.state === 'reconnecting'
  const Icon = call.muted || !call.microphone ? MicOff : Mic
  return (
    <Button
      variant="outline"
      size="icon"
      disabled={!live || !call.microphone}
      aria-pressed={call.muted}
      aria-label="Mute"
      title={title}
      onClick={() => callStore.call?.setMuted(!call.muted)}
      className={classNames(call.muted && 'border-danger bg-danger-soft text-danger')}
    >
      <Icon aria-hidden className="size-5" />
    </Button>
  )
}
