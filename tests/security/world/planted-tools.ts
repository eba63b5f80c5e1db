import type { OrganizationName, PersonName } from './people.ts'
import { stableUuid } from './stable-uuid.ts'

/** The HTTP tool of an organisation, which its published agent has. */
export function plantedTool(where: OrganizationName): string {
  return stableUuid(`tool ${where}`)
}

/** A host that its tools may call. */
export function plantedToolHost(where: OrganizationName): string {
  return `${where}.example.com`
}

/** What signs for it, as it was planted. */
export function plantedToolSecret(where: OrganizationName): string {
  return `whsec_${Buffer.from(`the secret of the tool of ${where}`.padEnd(36, '.')).toString('base64')}`
}

/** The token of a session of North's tool, for Mia in her live call. */
export const TOOL_SESSION = 'session of a tool'

/** Notes of people, by where they keep them. */
export const PLANTED_NOTES = (
  [
    ['mia', 'north'],
    ['max', 'north'],
    ['olga', 'north'],
    ['gone', 'north'],
    ['ivy', 'north'],
    ['ivy', 'south'],
    ['sam', 'south'],
  ] satisfies [PersonName, OrganizationName][]
).map(([by, where]) => ({ id: stableUuid(`note ${by} ${where}`), by, in: where }))
