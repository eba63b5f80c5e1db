/** Headers that belong to one connection and are not passed on. */
export const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

export interface Caller {
  /** As in the `Host` header that the client sent. */
  host: string
  protocol: 'http' | 'https'
  address: string
}

/**
 * The headers that tell a function who called and where, as the hosted gateway sets them. What a gateway in front has
 * set stays. `Host` is the public name without its port, hence `req.url` is `http://<public name>/<function>/…`.
 */
export function forwardedHeaders(headers: (name: string) => string | undefined, caller: Caller) {
  const publicHost = headers('x-forwarded-host') ?? caller.host
  const [hostname = publicHost, port] = publicHost.split(/:(?=\d+$)/)
  const protocol = headers('x-forwarded-proto') ?? caller.protocol
  return {
    host: hostname,
    'x-forwarded-for': headers('x-forwarded-for') ?? caller.address,
    'x-forwarded-host': hostname,
    'x-forwarded-port': headers('x-forwarded-port') ?? port ?? (protocol === 'https' ? '443' : '80'),
    'x-forwarded-proto': protocol,
  }
}
