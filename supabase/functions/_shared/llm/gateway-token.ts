import { z } from 'zod'

/** What a gateway token is called in its header, and the one place that it opens. */
export const GATEWAY_TOKEN_TYPE = 'parley-llm+jwt'
export const GATEWAY_AUDIENCE = 'parley-llm'

/** Who a gateway token is for. */
export const gatewayClaims = z.object({
  /** The person. */
  sub: z.uuid(),
  /** The organisation that pays, which is asked again whether the person belongs to it. */
  org: z.uuid(),
  /** The session of Auth that the token was given to: it ends with that. */
  sid: z.uuid(),
  /** How usage is grouped where the client says nothing else. */
  session: z.uuid(),
})
export type GatewayClaims = z.infer<typeof gatewayClaims>

/** Who signs gateway tokens: the address of their function, where their public keys are. */
export function gatewayIssuer(supabaseUrl: string): string {
  return `${supabaseUrl.replace(/\/$/, '')}/functions/v1/llm-token`
}
