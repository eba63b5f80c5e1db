/**
 * Calls `listener` when the page may have slept or the network may have changed: it is online again, shown again, or
 * out of the back-forward cache. Does nothing where there is no page. Returns what stops it.
 */
export function onPageWake(listener: () => void): () => void {
  const page = globalThis.window
  if (!page?.addEventListener) return () => {}
  const visible = () => page.document?.visibilityState === 'visible' && listener()
  const listeners = [
    [page, 'online', listener],
    [page, 'pageshow', listener],
    [page.document, 'resume', listener],
    [page.document, 'visibilitychange', visible],
  ] as const
  for (const [target, name, call] of listeners) target?.addEventListener(name, call)
  return () => {
    for (const [target, name, call] of listeners) target?.removeEventListener(name, call)
  }
}
