import type { MyOrganizations } from './api/list-my-organizations.ts'
import type { OrganizationNotice } from './organization-notice.ts'
import { roleWithArticle } from './role-words.ts'

/** What became of a person's access. `notice`: what they should be told of it. */
export type AccessChange = {
  /** The organisation that was worked in is gone for this person. */
  lost: boolean
  /** Another organisation is worked in now. */
  moved: boolean
  notice: OrganizationNotice | null
}

/** Compares what a person had with what they have. `null`: nothing that their token or their screens hang on. */
export function accessChange(before: MyOrganizations, after: MyOrganizations): AccessChange | null {
  const [was, is] = [before.current, after.current]
  if (was.id !== is.id) return moveBetween(before, after)
  if (was.role !== is.role) {
    return {
      lost: false,
      moved: false,
      notice: {
        title: `You are ${roleWithArticle(is.role)} of ${is.name} now`,
        text: 'What you may do here has changed with it.',
      },
    }
  }
  if (was.plan.id === is.plan.id && was.plan.version === is.plan.version) return null
  return { lost: false, moved: false, notice: null }
}

function moveBetween({ current: was }: MyOrganizations, { current: is, all }: MyOrganizations): AccessChange {
  const lost = !all.some(({ id }) => id === was.id)
  const here = is.personal ? 'your personal organisation' : is.name
  const notice = lost
    ? {
        title: `You are no longer a member of ${was.name}`,
        text: `It was deleted, or somebody took you out of it. You are back in ${here}; calls that you made there stay readable for you unless it was deleted.`,
      }
    : { title: `You work in ${here} now`, text: 'You switched in another window or on another device.' }
  return { lost, moved: true, notice }
}
