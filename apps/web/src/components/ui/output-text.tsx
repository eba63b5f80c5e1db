import { classNames } from '@/lib/class-names.ts'

/** What a machine wrote, as it is: wrapped, and scrolled where it is long, also by keyboard. */
export function OutputText({ text, className }: { text: string; className?: string }) {
  return (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
      tabIndex={0}
      className={classNames(
        'max-h-80 overflow-auto rounded-md text-xs leading-relaxed whitespace-pre-wrap text-ink [overflow-wrap:anywhere]',
        className,
      )}
    >
      {text === '' ? 'Nothing.' : text}
    </pre>
  )
}
