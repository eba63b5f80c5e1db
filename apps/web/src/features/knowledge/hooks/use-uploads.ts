import { useSyncExternalStore } from 'react'
import type { Upload } from '../uploads/upload.ts'
import { uploadStore } from '../uploads/upload-store.ts'

/** What this window uploads into an organisation. */
export function useUploads(organizationId: string): Upload[] {
  const uploads = useSyncExternalStore(uploadStore.subscribe, uploadStore.getSnapshot)
  return uploads.filter(({ target }) => target.organizationId === organizationId)
}
