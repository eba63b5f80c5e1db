import { getRouteApi } from '@tanstack/react-router'
import { ToolScreen } from '@/features/tools/components/tool-screen.tsx'

const route = getRouteApi('/signed-in/tools/$toolId')

/** `/tools/:toolId` */
export function ToolRoute() {
  const { toolId } = route.useParams()
  return <ToolScreen toolId={toolId} />
}
