import { Link } from '@tanstack/react-router'
import { Button } from '@/components/ui/button.tsx'
import { ProgressBar } from '@/components/ui/progress-bar.tsx'
import { formatBytes } from '@/lib/format-bytes.ts'
import type { Upload } from '../uploads/upload.ts'
import { uploadStore } from '../uploads/upload-store.ts'

/** A file on its way: how far it is, or why it was not taken. */
export function UploadRow({ upload }: { upload: Upload }) {
  const { key, file, state, progress, repeatable } = upload
  const going = state === 'hashing' || state === 'sending' || state === 'checking'
  return (
    <li className="animate-rise border-t border-line py-3.5 last:border-b">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="truncate font-medium">{file.name}</p>
          <p className="text-sm text-ink-soft">
            <UploadState upload={upload} />
          </p>
        </div>
        <div className="flex gap-2">
          {state === 'refused' && repeatable && (
            <Button size="small" variant="outline" onClick={() => uploadStore.retry(key)}>
              Try again
            </Button>
          )}
          {!going && (
            <Button
              size="small"
              variant="quiet"
              aria-label={`${state === 'waiting' ? 'Cancel' : 'Dismiss'} ${file.name}`}
              onClick={() => uploadStore.dismiss(key)}
            >
              {state === 'waiting' ? 'Cancel' : 'Dismiss'}
            </Button>
          )}
        </div>
      </div>
      {going && (
        <div className="mt-2.5">
          <ProgressBar label={`Upload of ${file.name}`} value={state === 'sending' ? progress : null} />
        </div>
      )}
    </li>
  )
}

function UploadState({ upload: { state, progress, problem, file, sourceId } }: { upload: Upload }) {
  switch (state) {
    case 'waiting':
      return 'Waits for the files before it'
    case 'hashing':
      return 'Reading the file'
    case 'sending':
      return `${Math.round(progress * 100)} % of ${formatBytes(file.size)}`
    case 'checking':
      return 'Uploaded. The server looks at it'
    case 'refused':
      return <span className="text-danger">{problem}</span>
    case 'known':
      return (
        <>
          This file is here already.{' '}
          {sourceId && (
            <Link to="/knowledge/$sourceId" params={{ sourceId }} className="text-accent underline underline-offset-4">
              Open it
            </Link>
          )}
        </>
      )
  }
}
