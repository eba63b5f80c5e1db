import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react'
import { Button } from './button.tsx'

type ConfirmButtonProps = {
  children: ReactNode
  /** What for, where several buttons say the same. */
  label?: string
  question: ReactNode
  /** What the button that does it says. */
  confirm: string
  danger?: boolean
  disabled?: boolean
  onConfirm: () => void
}

/** A button that asks before it does what cannot be taken back: in its own place, without covering the page. */
export function ConfirmButton({ children, label, question, confirm, danger, disabled, onConfirm }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  function close() {
    setAsking(false)
    requestAnimationFrame(() => opener.current?.focus())
  }
  if (!asking) {
    return (
      <Button
        ref={opener}
        size="small"
        variant="outline"
        disabled={disabled}
        aria-label={label}
        onClick={() => setAsking(true)}
      >
        {children}
      </Button>
    )
  }
  const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && close()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form's fields
    <div
      role="group"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="animate-rise basis-full rounded-card bg-sunken p-4"
    >
      <p className="text-[0.9375rem] leading-relaxed">{question}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          size="small"
          autoFocus
          variant={danger ? 'danger' : 'primary'}
          onClick={() => {
            close()
            onConfirm()
          }}
        >
          {confirm}
        </Button>
        <Button size="small" variant="quiet" onClick={close}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
