import { getRouteApi } from '@tanstack/react-router'
import { SourceScreen } from '@/features/knowledge/components/source-screen.tsx'

const route = getRouteApi('/signed-in/knowledge/$sourceId')

/** `/knowledge/:sourceId?page=3&start=120&end=480` */
export function KnowledgeSourceRoute() {
  const { sourceId } = route.useParams()
  return <SourceScreen sourceId={sourceId} place={route.useSearch()} />
}
