/** The policies do not show this topic to this identity. */
export class AccessRefused extends Error {
  constructor(topic: string) {
    super(`You do not have permissions to read from this Channel topic: ${topic}`)
    this.name = 'AccessRefused'
  }
}
