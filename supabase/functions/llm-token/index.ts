import { gatewayJwks } from '../_shared/llm/gateway-jwks.ts'
import { postFunction } from '../_shared/post-function.ts'
import { grantToken, grantTokenRequest } from './grant-token.ts'

const post = postFunction(grantTokenRequest, grantToken)

export default { fetch: (request: Request) => (request.method === 'GET' ? jwks() : post(request)) }

/** `GET`, at whatever path below the function: the public keys, for whoever wants to verify a token. */
function jwks(): Response {
  return Response.json(gatewayJwks(), {
    headers: { 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' },
  })
}
