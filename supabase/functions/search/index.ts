import { searchRequest } from '@parley/shared/search.ts'
import { postFunction } from '../_shared/post-function.ts'
import { searchKnowledge } from '../_shared/search-knowledge.ts'

export default { fetch: postFunction(searchRequest, ({ user, body }) => searchKnowledge(user, body)) }
