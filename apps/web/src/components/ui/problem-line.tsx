import { errorSentence } from '@/lib/error-sentence.ts'

/** Why something did not work, beside where it was tried. Nothing while there is no error. */
export function ProblemLine({ error, id }: { error: unknown; id?: string }) {
  if (!error) return null
  return (
    <p id={id} role="alert" className="mt-2.5 text-sm text-danger">
      {errorSentence(error)}
    </p>
  )
}
