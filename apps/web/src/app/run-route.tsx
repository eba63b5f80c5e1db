import { getRouteApi } from '@tanstack/react-router'
import { RunScreen } from '@/features/runs/components/run-screen.tsx'

const route = getRouteApi('/signed-in/runs/$runId')

/** `/runs/:runId` */
export function RunRoute() {
  const { runId } = route.useParams()
  return <RunScreen runId={runId} />
}
