import type { Source } from '../source.ts'
import { AskForm } from './ask-form.tsx'

/** Asks one document something. A chat about it has its entry here, below the search. */
export function AskAbout({ source }: { source: Source }) {
  return (
    <section aria-labelledby="ask-about">
      <h2 id="ask-about" className="mb-3 text-xl font-semibold">
        Ask about this document
      </h2>
      <AskForm label="Ask this document" source={source.id} />
    </section>
  )
}
