import { callSessionRequest } from '@parley/shared/call-session.ts'
import { postFunction } from '../_shared/post-function.ts'
import { openCallSession } from './open-call-session.ts'

export default { fetch: postFunction(callSessionRequest, openCallSession) }
