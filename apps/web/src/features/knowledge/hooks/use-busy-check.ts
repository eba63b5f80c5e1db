import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { askSource } from '../api/ask-source.ts'
import { isBusy, type Source } from '../source.ts'

/** A worker gives a sign of life far more often; who has died is replaced when somebody asks. */
const EVERY_MS = 10_000

/**
 * While one of the sources is being indexed: asks the function `sources` how it stands now and then, which wakes a worker
 * where one was lost. Stops when none is busy. Where the answer and the row differ, a change was missed, and is read.
 */
export function useBusyCheck(sources: readonly Source[]): void {
  const client = useQueryClient()
  const busy = sources.find(({ file }) => isBusy(file))
  const [id, status] = [busy?.id, busy?.file.status]
  useEffect(() => {
    if (!id) return
    const timer = setInterval(async () => {
      const now = await askSource('status', id).catch(() => null)
      if (now?.status !== status) void client.invalidateQueries({ queryKey: ['knowledge'] })
    }, EVERY_MS)
    return () => clearInterval(timer)
  }, [id, status, client])
}
