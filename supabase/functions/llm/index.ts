import { serveGateway } from './serve-gateway.ts'

export default { fetch: serveGateway }
