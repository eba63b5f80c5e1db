import { sourcesRequest } from '@parley/shared/sources.ts'
import { postFunction } from '../_shared/post-function.ts'
import { serveWork } from './indexing/serve-work.ts'
import { handleRequest } from './requests/handle-request.ts'

const servePeople = postFunction(sourcesRequest, handleRequest)

export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname.endsWith('/work') ? serveWork(request) : servePeople(request),
}
