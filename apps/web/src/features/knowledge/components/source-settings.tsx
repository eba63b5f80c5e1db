import { useNavigate } from '@tanstack/react-router'
import { Download, RotateCw } from 'lucide-react'
import { Button } from '@/components/ui/button.tsx'
import { ConfirmButton } from '@/components/ui/confirm-button.tsx'
import { ProblemLine } from '@/components/ui/problem-line.tsx'
import type { Organization } from '@/features/organizations/organization.ts'
import { useActOnSource } from '../api/act-on-source.ts'
import { useDeleteSource } from '../api/delete-source.ts'
import { useDownloadSource } from '../api/download-source.ts'
import { isBusy, isRepeatable, type Source } from '../source.ts'
import { SourceBases } from './source-bases.tsx'
import { SourceReaders } from './source-readers.tsx'

type SourceSettingsProps = {
  source: Source
  organization: Organization
  owns: boolean
  /** The person may index it again and delete it. */
  manages: boolean
}

/** Everything that can be done with a document, as far as the person may. */
export function SourceSettings({ source, organization, owns, manages }: SourceSettingsProps) {
  const download = useDownloadSource(source.id)
  const [retry, reindex] = [useActOnSource('retry', source.id), useActOnSource('reindex', source.id)]
  const navigate = useNavigate()
  const remove = useDeleteSource(source.id, () => void navigate({ to: '/knowledge' }))
  const { status, error_code } = source.file
  // What never arrived whole cannot be read again.
  const indexable = (status === 'ready' || status === 'failed') && !error_code?.startsWith('upload_')
  return (
    <section aria-labelledby="document" className="mt-10 first:mt-0">
      <h2 id="document" className="text-xl font-semibold">
        This document
      </h2>
      <div className="mt-4 flex flex-wrap gap-2">
        {isRepeatable(source.file) && manages && (
          <Button size="small" disabled={retry.isPending} onClick={() => retry.mutate()}>
            Retry
          </Button>
        )}
        {status !== 'uploading' && (
          <Button size="small" variant="outline" disabled={download.isPending} onClick={() => download.mutate()}>
            <Download aria-hidden className="size-4" />
            Download
          </Button>
        )}
        {indexable && manages && (
          <Button size="small" variant="outline" disabled={reindex.isPending} onClick={() => reindex.mutate()}>
            <RotateCw aria-hidden className="size-4" />
            Index again
          </Button>
        )}
        {manages && (
          <ConfirmButton
            question={
              isBusy(source.file)
                ? `Delete ${source.name}? It is being indexed; that ends. It cannot be brought back.`
                : `Delete ${source.name}? Nobody finds it any more, citations of it lead nowhere, and it cannot be brought back.`
            }
            confirm="Delete it"
            danger
            disabled={remove.isPending}
            onConfirm={() => remove.mutate()}
          >
            Delete
          </ConfirmButton>
        )}
      </div>
      <ProblemLine error={download.error ?? retry.error ?? reindex.error ?? remove.error} />
      {!organization.personal && <SourceReaders source={source} organization={organization} owns={owns} />}
      <SourceBases source={source} />
    </section>
  )
}
