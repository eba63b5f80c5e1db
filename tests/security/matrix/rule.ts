import type { Role } from '../world/people.ts'
import type { Actor } from './actor.ts'
import type { Row, WorldFacts } from './world-facts.ts'

/** Who may do something to a row, as the second half of a sentence. Asked of signed-in actors only. */
export interface Rule {
  says: string
  holds(actor: Actor, row: Row, world: WorldFacts): boolean
}

export const everyoneSignedIn: Rule = { says: 'everyone who is signed in', holds: () => true }

/** The person whose id stands in that column. */
export const personIn = (column: string): Rule => ({
  says: `the person in ${column}`,
  holds: (actor, row) => row[column] === actor.id,
})

/** Those who are one of `roles` in the organisation whose id stands in that column. */
export const rolesOf = (column: string, ...roles: Role[]): Rule => ({
  says: `${roles.join('s, ')}s of the organisation in ${column}`,
  holds(actor, row, world) {
    const role = world.roleIn(actor.person, row[column])
    return role !== null && roles.includes(role)
  },
})

export const membersOf = (column: string): Rule => rolesOf(column, 'owner', 'admin', 'member')
export const adminsOf = (column: string): Rule => rolesOf(column, 'owner', 'admin')
export const ownersOf = (column: string): Rule => rolesOf(column, 'owner')

/** Who made the call whose id stands in that column. */
export const callerOf = (column: string): Rule => ({
  says: `who made the call in ${column}`,
  holds: (actor, row, world) => actor.person !== null && world.call(row[column])?.by === actor.person,
})

/** Owners and admins of a shared organisation, if its setting said so when the call in that column began. */
export const adminsWhoMaySeeCall = (column: string): Rule => ({
  says: `owners and admins, if the organisation's setting said so when the call in ${column} began`,
  holds(actor, row, world) {
    const call = world.call(row[column])
    if (!call?.in || !call.whileAdminsSee) return false
    const organizationId = world.rows['public.calls']?.find(({ id }) => id === call.id)?.organization_id
    return ['owner', 'admin'].includes(world.roleIn(actor.person, organizationId) ?? '')
  },
})

/** The same people, but not an agent that acts for them. */
export const inPerson = (rule: Rule): Rule => ({
  says: `${rule.says}, in person`,
  holds: (actor, row, world) => !actor.isAgent && rule.holds(actor, row, world),
})

/** The same people, of rows with that value in that column only. */
export const where = (column: string, value: string, rule: Rule): Rule => ({
  says: `${rule.says}, where ${column} is ${value}`,
  holds: (actor, row, world) => row[column] === value && rule.holds(actor, row, world),
})
