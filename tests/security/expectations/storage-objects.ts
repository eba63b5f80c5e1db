import type { TableExpectation } from '../matrix/expectation.ts'
import { inPerson, type Rule, where } from '../matrix/rule.ts'

const owners: Rule = {
  says: 'the person whose folder it is in',
  holds: (actor, row) => String(row.name).startsWith(`${actor.id}/`),
}
const theirImages = where('bucket_id', 'images', owners)
const inPersonOnly = [inPerson(theirImages)]

/** Files. Of all buckets only `images` is open to people, each in a folder of their own. */
export const storageObjects = {
  table: 'storage.objects',
  ofPlatform: true,
  seenBy: [theirImages],
  changedBy: inPersonOnly,
  deletedBy: inPersonOnly,
  columns: { read: 'all', update: ['metadata'] },
  inserts: [
    {
      says: "an image in one's own folder",
      row: (_, actor) => ({ bucket_id: 'images', name: `${actor.id}/new.png` }),
      by: inPersonOnly,
    },
    {
      says: "an image in Max's folder",
      row: (world) => ({ bucket_id: 'images', name: `${world.accounts.max.id}/new.png` }),
      by: inPersonOnly,
    },
    {
      says: 'a file of a source',
      row: (_, actor) => ({ bucket_id: 'sources', name: `${actor.id}/new` }),
      by: [],
    },
  ],
} satisfies TableExpectation
