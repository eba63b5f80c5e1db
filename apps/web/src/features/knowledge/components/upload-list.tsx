import { useUploads } from '../hooks/use-uploads.ts'
import { isSettled } from '../uploads/upload.ts'
import { UploadRow } from './upload-row.tsx'

/** The files on their way from this window, and those that were not taken. */
export function UploadList({ organizationId }: { organizationId: string }) {
  const uploads = useUploads(organizationId)
  const going = uploads.filter((upload) => !isSettled(upload)).length
  const refused = uploads.filter(({ state }) => state === 'refused').length
  return (
    <>
      <p role="status" className="sr-only">
        {going > 0 && `${going} ${going === 1 ? 'file is' : 'files are'} being uploaded. `}
        {refused > 0 && `${refused} ${refused === 1 ? 'file was' : 'files were'} not taken.`}
      </p>
      {uploads.length > 0 && (
        <ul aria-label="Uploads" className="mt-4">
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
    </>
  )
}
