export interface FunctionHandler {
  handler: Deno.ServeHandler
  onError?: (error: unknown) => Response | Promise<Response>
}

type ServeOptions = { handler?: Deno.ServeHandler; onError?: FunctionHandler['onError'] }

/**
 * Replaces `Deno.serve`, so that a function's server is the one the host knows: address options are ignored, as they
 * are when hosted.
 *
 * @returns Resolves with the handler once the function calls `Deno.serve`.
 */
export function captureServe(): Promise<FunctionHandler> {
  const { promise, resolve } = Promise.withResolvers<FunctionHandler>()
  const serve = (first: ServeOptions | Deno.ServeHandler, second?: Deno.ServeHandler) => {
    const options = typeof first === 'function' ? {} : first
    const handler = typeof first === 'function' ? first : (second ?? first.handler)
    if (!handler) throw new TypeError('A handler function must be provided.')
    resolve({ handler, onError: options.onError })
    return { finished: new Promise<void>(() => {}), shutdown: async () => {}, ref() {}, unref() {}, addr: undefined }
  }
  Object.defineProperty(Deno, 'serve', { value: serve, configurable: true })
  return promise
}

/** The handler of a module that says `export default { fetch }`, or undefined. */
export function exportedHandler(module: { default?: unknown }): FunctionHandler | undefined {
  const exported = module.default as { fetch?: Deno.ServeHandler } | undefined
  if (typeof exported?.fetch !== 'function') return undefined
  return { handler: exported.fetch.bind(exported) }
}
