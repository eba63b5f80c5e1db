/**
 * Organisations that this window is about to go to or to leave by its person's own hand: nobody has to be told of that.
 * Any other move came from elsewhere, and is.
 */
const expected = new Set<string>()

export const ownMoves = {
  /** Runs what goes to, or leaves, an organisation. Forgotten when it fails. */
  async during<Result>(organizationId: string, move: () => Promise<Result>): Promise<Result> {
    expected.add(organizationId)
    try {
      return await move()
    } catch (error) {
      expected.delete(organizationId)
      throw error
    }
  },

  /** Whether a change between two organisations was this window's own. Asked once. */
  take(fromId: string, toId: string): boolean {
    const own = expected.has(fromId) || expected.has(toId)
    expected.clear()
    return own
  },
}
