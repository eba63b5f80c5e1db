import type { Role } from './organization.ts'

/** Roles as people read them. */
export const ROLE_WORDS: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' }

/** “an owner” */
export function roleWithArticle(role: string): string {
  return role === 'member' ? 'a member' : `an ${role}`
}
