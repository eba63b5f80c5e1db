import { byRole, personOnly } from '../matrix/answers.ts'
import type { Answer, DeclaredCall, FunctionExpectation } from '../matrix/expectation.ts'
import { plantedKnowledgeBase, plantedSource } from '../world/planted-knowledge.ts'
import { ORGANIZATIONS, sha256 } from '../world/planted-rows.ts'

const hidden = plantedSource('max', { visibility: 'private' })
const shown = plantedSource('gone', { visibility: 'organization' })
const file = {
  p_organization_id: ORGANIZATIONS.north.id,
  p_name: 'New',
  p_kind: 'text',
  p_bytes: 10,
  p_sha256: sha256('new file'),
  p_visibility: 'private',
}
const toAll = (answer: Answer) => ({ owner: answer, admin: answer, member: answer })
const made: Answer = { gives: [{ existing: false, upload: true }] }

const call = (says: string, args: Record<string, unknown>, answer: Answer, ofMax = answer): DeclaredCall => ({
  says,
  args: () => ({ ...file, ...args }),
  answer: (actor, world) =>
    personOnly(actor, byRole(actor, world, 'north', toAll(actor.person === 'max' ? ofMax : answer))),
})

export const aiCreateSource = {
  function: 'ai.create_source(uuid, text, text, bigint, text, text, uuid)',
  executableBy: ['authenticated'],
  calls: [
    {
      ...call('of a new file', {}, { ...made, leaves: 1 }),
      look: () => `select count(*) from ai.sources where sha256 = '${file.p_sha256}'`,
    },
    // whoever has the same file does not learn that another keeps it to themselves
    call("of Max's private file", { p_sha256: hidden.sha256 }, made, {
      gives: [{ source_id: hidden.id, existing: true, upload: false }],
    }),
    call(
      'of a file that all see',
      { p_sha256: shown.sha256 },
      {
        gives: [{ source_id: shown.id, existing: true, upload: false }],
      },
    ),
    call(
      "into South's knowledge base",
      { p_knowledge_base_id: plantedKnowledgeBase('south') },
      {
        fails: 'knowledge_base_not_found',
      },
    ),
  ],
} satisfies FunctionExpectation
