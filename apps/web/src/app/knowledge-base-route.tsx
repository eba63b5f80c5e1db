import { getRouteApi } from '@tanstack/react-router'
import { BaseScreen } from '@/features/knowledge/components/base-screen.tsx'

const route = getRouteApi('/signed-in/knowledge/bases/$baseId')

/** `/knowledge/bases/:baseId` */
export function KnowledgeBaseRoute() {
  const { baseId } = route.useParams()
  return <BaseScreen baseId={baseId} />
}
