import { type ReactNode, useId } from 'react'

type SectionProps = { title: string; text?: ReactNode; children?: ReactNode }

/** A part of a long screen, under a heading of its own. */
export function Section({ title, text, children }: SectionProps) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-t border-line py-8 first-of-type:mt-8">
      <h2 id={id} className="text-xl font-semibold">
        {title}
      </h2>
      {text && <p className="mt-1.5 max-w-prose leading-relaxed text-ink-soft">{text}</p>}
      {children}
    </section>
  )
}
