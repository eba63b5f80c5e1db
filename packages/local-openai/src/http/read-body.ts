import type { Context } from 'hono'
import type { z } from 'zod'
import { errorFromZod } from './error-from-zod.ts'
import { OpenaiError } from './openai-error.ts'

/** The JSON body of a request, checked. Throws an {@link OpenaiError} with status 400. */
export async function readBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  const body: unknown = await context.req.json().catch(() => {
    throw new OpenaiError({ code: null, message: 'We could not parse the JSON body of your request.' })
  })
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  throw errorFromZod(parsed.error)
}
