import { ProgressBar } from '@/components/ui/progress-bar.tsx'
import { errorSentence } from '@/lib/error-sentence.ts'
import { isBusy, isReadable, type Source } from '../source.ts'
import { progressOf, stateWords } from '../source-words.ts'

/** How a source stands while it is not simply ready: its progress, or why it failed and what to do. */
export function SourceState({ source }: { source: Source }) {
  const { file } = source
  const again = isReadable(file) ? ' Until then it is found as it was.' : ''
  if (file.status === 'ready') return null
  if (file.status === 'uploading') {
    return (
      <p className="text-sm text-ink-soft">The upload did not finish. Drop the file again to go on, or delete this.</p>
    )
  }
  if (file.status === 'failed') {
    return (
      <p className="text-sm text-danger [overflow-wrap:anywhere]">
        {errorSentence({ code: file.error_code })}
        {isReadable(file) && ' It is found as it was before.'}
      </p>
    )
  }
  return (
    <div>
      <p className="text-sm text-ink-soft tabular-nums">
        {stateWords(file)}.{again}
      </p>
      {isBusy(file) && (
        <div className="mt-2">
          <ProgressBar label={`Indexing of ${source.name}`} value={progressOf(file) || null} text={stateWords(file)} />
        </div>
      )}
    </div>
  )
}
