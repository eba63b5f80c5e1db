import { ArrowUp } from 'lucide-react'
import { type FormEvent, type RefObject, useState } from 'react'
import { Button } from '@/components/ui/button.tsx'
import { TextField } from '@/components/ui/text-field.tsx'
import { callStore } from '../call-store.ts'

/** Longest line that is sent; the relay takes more, a conversation does not. */
const TEXT_MAX = 4000

/** Writes into the call. */
export function Composer({ inputRef, disabled }: { inputRef: RefObject<HTMLInputElement | null>; disabled: boolean }) {
  const [text, setText] = useState('')
  function send(event: FormEvent) {
    event.preventDefault()
    if (text.trim() === '') return
    void callStore.call?.sendText(text)
    setText('')
  }
  return (
    <form onSubmit={send} className="relative min-w-0">
      <TextField
        ref={inputRef}
        value={text}
        maxLength={TEXT_MAX}
        onChange={(event) => setText(event.target.value)}
        disabled={disabled}
        placeholder="Or type…"
        aria-label="Type a message"
        enterKeyHint="send"
        autoComplete="off"
        className="pr-12"
      />
      <Button
        type="submit"
        size="icon"
        disabled={disabled || text.trim() === ''}
        aria-label="Send"
        className="absolute top-1 right-1 size-9"
      >
        <ArrowUp aria-hidden className="size-4.5" />
      </Button>
    </form>
  )
}
