import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { SearchScreen } from '@/features/knowledge/components/search-screen.tsx'
import type { SearchPlace } from '@/features/knowledge/search-place.ts'

const route = getRouteApi('/signed-in/knowledge/search')

/** `/knowledge/search?q=…&base=…&source=…&mode=text` */
export function KnowledgeSearchRoute() {
  const place = route.useSearch()
  const navigate = useNavigate()
  const search = (next: SearchPlace) => void navigate({ to: '/knowledge/search', search: next, replace: true })
  return <SearchScreen place={place} onSearch={search} />
}
