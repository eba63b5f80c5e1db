import { sourceDownloadResponse } from '@parley/shared/sources'
import { useMutation } from '@tanstack/react-query'
import { invokeFunction } from '@/lib/invoke-function.ts'

/** Has the browser download a source's file, from an address that is good for a minute. */
export function useDownloadSource(sourceId: string) {
  return useMutation({
    mutationFn: async () => {
      const answer = await invokeFunction('sources', { action: 'download', source_id: sourceId })
      const { url, name } = sourceDownloadResponse.parse(answer)
      const link = document.createElement('a')
      link.href = url
      link.download = name
      link.click()
    },
  })
}
