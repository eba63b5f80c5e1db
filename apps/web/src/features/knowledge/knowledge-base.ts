import type { Tables } from '@parley/shared/database-types'

/** A choice of an organisation's sources. It opens nothing: everybody finds in it what they may read. */
export type KnowledgeBase = Pick<
  Tables<{ schema: 'ai' }, 'knowledge_bases'>,
  'id' | 'organization_id' | 'name' | 'description'
>

/** As in `ai.knowledge_bases`. */
export const BASE_MAX = { name: 80, description: 500 } as const
