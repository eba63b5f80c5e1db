/** The policies do not, or no longer, show this topic to this identity. */
export class AccessRefused extends Error {
  constructor(topic: string, before: 'never' | 'could read' = 'never') {
    super(
      before === 'never'
        ? `You do not have permissions to read from this Channel topic: ${topic}`
        : `You no longer have permission to read from this Channel topic: ${topic}`,
    )
    this.name = 'AccessRefused'
  }
}
