import { toolsRequest } from '@parley/shared/tools.ts'
import { postFunction } from '../_shared/post-function.ts'
import { resolveSession } from './resolve-session.ts'
import { testTool } from './test-tool.ts'

const servePeople = postFunction(toolsRequest, testTool)

export default {
  fetch: (request: Request) =>
    new URL(request.url).pathname.endsWith('/resolve') ? resolveSession(request) : servePeople(request),
}
