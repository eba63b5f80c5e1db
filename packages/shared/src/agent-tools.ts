import { z } from 'zod'

const NAME_RULE = 'must be 1 to 64 letters, digits, _ or -'

/** A function that an agent may call, as the Realtime API takes it. */
export const functionTool = z.strictObject({
  type: z.literal('function', 'must be "function"'),
  name: z.string(NAME_RULE).regex(/^[A-Za-z0-9_-]{1,64}$/, NAME_RULE),
  description: z.string().optional(),
  /** A JSON schema of an object. */
  parameters: z.record(z.string(), z.unknown()).optional(),
})
export type FunctionTool = z.infer<typeof functionTool>

/** The tools of an agent, `agents.tools`: functions, each with a name of its own. */
export const agentTools = z
  .array(functionTool)
  .max(64)
  .refine((tools) => new Set(tools.map(({ name }) => name)).size === tools.length, {
    error: 'Two tools have the same name',
  })
