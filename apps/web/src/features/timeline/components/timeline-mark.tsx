import { memo } from 'react'
import { useCallerName } from '@/features/transcript/caller-name.ts'
import { classNames } from '@/lib/class-names.ts'
import type { TimelineEvent, TimelineHandOff, TimelineTurn } from '../timeline-event.ts'
import { labelOf } from '../timeline-words.ts'

type TimelineMarkProps = {
  event: TimelineEvent
  lengthMs: number
  agentName: string
  tabStop: boolean
  selected: boolean
  shown: boolean
  onSelect: (key: string) => void
}

/** One event on the track: a bar in its lane, a dot where its length is not known, a line through all for a hand-over. */
export const TimelineMark = memo(function TimelineMark({ event, lengthMs, agentName, ...props }: TimelineMarkProps) {
  const callerName = useCallerName()
  const part = (milliseconds: number) => `${(milliseconds / lengthMs) * 100}%`
  const { kind, key, startMs, endMs } = event
  return (
    <>
      {kind === 'turn' && event.latencyMs !== null && event.latencyMs > 0 && (
        <span
          aria-hidden
          style={{ left: part(startMs - event.latencyMs), width: part(event.latencyMs) }}
          className="absolute top-[6.6rem] h-0.5 bg-accent/60"
        />
      )}
      <div
        role="option"
        data-key={key}
        aria-selected={props.selected}
        aria-label={labelOf(event, agentName, callerName)}
        tabIndex={props.tabStop ? 0 : -1}
        onFocus={() => props.onSelect(key)}
        style={{ left: part(startMs), width: part(endMs - startMs) }}
        className={classNames(
          'absolute',
          kind === 'turn' ? turnLook(event) : handOffLook(event),
          props.shown && 'z-20 ring-2 ring-ink ring-offset-1 ring-offset-raised',
        )}
      >
        {kind === 'turn' && event.status === 'interrupted' && (
          <span
            aria-hidden
            className="absolute -top-1 -right-px -bottom-1 w-0.5 rotate-[14deg] rounded-full bg-danger"
          />
        )}
      </div>
    </>
  )
})

function turnLook({ lane, durationMs, source, status }: TimelineTurn): string {
  const caller = lane === 'caller'
  const row = caller ? 'top-[3.4rem]' : 'top-[5.9rem]'
  if (durationMs === null) {
    // A dot: written, used, or from before lengths were kept.
    const shape = source === 'tool' ? 'rounded-none rotate-45' : source === 'text' ? 'rounded-[3px]' : 'rounded-full'
    return classNames(row, 'z-10 mt-2 size-3! border-2 bg-raised', shape, caller ? 'border-ink' : 'border-accent')
  }
  if (status === 'failed')
    return classNames(row, 'z-10 h-7 min-w-0.5 rounded-[3px] border border-line-strong bg-sunken')
  return classNames(row, 'z-10 h-7 min-w-0.5 rounded-[3px]', caller ? 'bg-ink' : 'bg-accent')
}

function handOffLook({ planned }: TimelineHandOff): string {
  return classNames(
    'top-6 bottom-0 min-w-0.5',
    planned ? 'bg-line-strong' : 'min-w-[3px] border-x-[1.5px] border-danger bg-danger-soft',
  )
}
