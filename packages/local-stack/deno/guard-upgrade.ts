const upgrades = new WeakMap<Request, { response: Response; socket: WebSocket }>()

/** Remembers which response belongs to which upgraded request, for `checkUpgrade`. */
export function watchUpgrades(): void {
  const upgrade = Deno.upgradeWebSocket
  const watched: typeof upgrade = (request, options) => {
    const result = upgrade(request, options)
    upgrades.set(request, result)
    return result
  }
  Object.defineProperty(Deno, 'upgradeWebSocket', { value: watched, configurable: true })
}

/**
 * Refuses an upgrade whose response was rebuilt on its way out (a CORS wrapper, say). The hosted runtime loses such an
 * upgrade; Deno's own server would let it pass, and the fault would show only after deployment.
 */
export function checkUpgrade(request: Request, response: Response): Response {
  const upgrade = upgrades.get(request)
  if (!upgrade || upgrade.response === response) return response
  console.error(
    'The response of Deno.upgradeWebSocket was replaced before it was returned. Hosted, this WebSocket is lost: return that very response, outside of wrappers that rebuild it.',
  )
  upgrade.socket.addEventListener('open', () => upgrade.socket.close(1011, 'upgrade response was replaced'))
  return upgrade.response
}
