import { inviteMemberRequest } from '@parley/shared/invite-member.ts'
import { postFunction } from '../_shared/post-function.ts'
import { inviteMember } from './invite-member.ts'

export default { fetch: postFunction(inviteMemberRequest, inviteMember) }
