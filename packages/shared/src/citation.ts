import { z } from 'zod'

/**
 * Where a passage stands that an answer was made from: enough for a link to the page with the passage marked. Stored in
 * `messages.tool.citations` of a call and in the events and messages of a run. It names what its reader could read when
 * it was made; opening it asks again.
 */
export const citation = z.object({
  source_id: z.uuid(),
  source_name: z.string(),
  page_number: z.int().min(1),
  page_title: z.string(),
  /** The passage's first character in the page's text. */
  start_offset: z.int().min(0),
  /** The character after its last. */
  end_offset: z.int().min(1),
})
export type Citation = z.infer<typeof citation>
