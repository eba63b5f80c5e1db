import { ArrowUp, Square } from 'lucide-react'
import { type FormEvent, type KeyboardEvent, type RefObject, useId } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TextArea } from '@/components/ui/text-area.tsx'

/** Longest message, as the function takes it. */
export const MESSAGE_MAX = 16_000

type ChatComposerProps = {
  inputRef?: RefObject<HTMLTextAreaElement | null>
  agentName: string
  text: string
  onText: (text: string) => void
  onSend: () => void
  /** The agent is at it: it can be stopped, and is asked nothing else meanwhile. */
  onStop?: (() => void) | undefined
  /** A message is on its way. */
  sending: boolean
}

/** Where one writes to the agent. Enter sends, Shift and Enter begin a new line, Escape stops the answer. */
export function ChatComposer({ inputRef, agentName, text, onText, onSend, onStop, sending }: ChatComposerProps) {
  const hintId = useId()
  const ready = text.trim() !== '' && !sending && !onStop
  function submit(event?: FormEvent) {
    event?.preventDefault()
    if (ready) onSend()
  }
  function onKeyDown(event: KeyboardEvent) {
    // An input method ends a word by Enter.
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape' && onStop) onStop()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    submit()
  }
  return (
    <form onSubmit={submit} className="relative min-w-0">
      <TextArea
        ref={inputRef}
        rows={1}
        value={text}
        maxLength={MESSAGE_MAX}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        placeholder={`Write to ${agentName}`}
        aria-label={`Message to ${agentName}`}
        aria-describedby={hintId}
        enterKeyHint="send"
        className="max-h-48 resize-none overflow-y-auto rounded-3xl pr-14"
      />
      <p id={hintId} className="sr-only">
        Enter sends. Shift and Enter begin a new line. Escape stops the answer.
      </p>
      <span className="absolute right-1.5 bottom-1.5">
        {onStop ? (
          <Button
            size="icon"
            variant="outline"
            aria-label="Stop"
            title="Stop (Escape)"
            className="size-9"
            onClick={onStop}
          >
            <Square aria-hidden className="size-3.5 fill-current" />
          </Button>
        ) : (
          <Button type="submit" size="icon" disabled={!ready} aria-label="Send" className="size-9">
            <ArrowUp aria-hidden className="size-4.5" />
          </Button>
        )}
      </span>
    </form>
  )
}
