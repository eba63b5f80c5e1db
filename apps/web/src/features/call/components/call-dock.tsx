import { PhoneOff } from 'lucide-react'
import type { RefObject } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { classNames } from '@/lib/class-names.ts'
import { type CallSnapshot, callStore } from '../call-store.ts'
import { Composer } from './composer.tsx'
import { MicrophoneSelect } from './microphone-select.tsx'
import { MuteButton } from './mute-button.tsx'

type CallDockProps = {
  call: CallSnapshot
  textRef: RefObject<HTMLInputElement | null>
  endRef: RefObject<HTMLButtonElement | null>
  /** Esc was pressed: ask before hanging up. */
  confirming: boolean
  onKeep: () => void
}

/** The controls of a live call, within reach of a thumb. */
export function CallDock({ call, textRef, endRef, confirming, onKeep }: CallDockProps) {
  // While the connection is being mended, what is said and written is kept.
  const live = call.state === 'live' || call.state === 'reconnecting'
  return (
    <section
      aria-label="Call controls"
      className="sticky bottom-0 z-10 -mx-5 border-t border-line bg-paper px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:-mx-8 sm:px-8"
    >
      <div className="mx-auto grid max-w-3xl grid-cols-[auto_1fr_auto] items-center gap-x-2 gap-y-2 sm:gap-x-3">
        <MuteButton call={call} title={call.muted ? 'Unmute (M)' : 'Mute (M)'} />
        <Composer inputRef={textRef} disabled={!live} />
        <Button
          ref={endRef}
          variant="danger"
          aria-label={confirming ? 'Press again to end the call' : 'End call'}
          title="End call"
          disabled={call.state === 'ending'}
          onClick={() => void callStore.call?.end()}
          onBlur={onKeep}
        >
          <PhoneOff aria-hidden className="size-5" />
          <span className={classNames(!confirming && 'hidden sm:inline')}>{confirming ? 'Sure?' : 'End'}</span>
        </Button>
        <div className="col-span-3 flex min-h-9 flex-wrap items-center justify-between gap-x-4">
          <MicrophoneSelect permitted={call.microphone} className="-ml-3" />
          <p className="hidden gap-4 text-xs text-ink-soft sm:flex">
            <Shortcut keys="M" does="mute" />
            <Shortcut keys="T" does="type" />
            <Shortcut keys="Esc" does="end" />
          </p>
        </div>
      </div>
    </section>
  )
}

function Shortcut({ keys, does }: { keys: string; does: string }) {
  return (
    <span>
      <kbd className="rounded-md border border-line bg-raised px-1.5 py-0.5 font-sans font-medium text-ink">{keys}</kbd>{' '}
      {does}
    </span>
  )
}
