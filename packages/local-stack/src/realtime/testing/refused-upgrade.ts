import { request } from 'node:http'
import { json } from 'node:stream/consumers'

/** What a server answers to a WebSocket handshake that it does not accept. */
export function refusedUpgrade(url: string): Promise<{ status?: number; body: { error?: string } }> {
  const headers = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': 13,
    'Sec-WebSocket-Key': btoa('0123456789abcdef'),
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers })
    sent.on('response', async (response) => {
      const body = (await json(response)) as { error?: string }
      resolve({ ...(response.statusCode === undefined ? {} : { status: response.statusCode }), body })
    })
    sent.on('upgrade', () => reject(new Error('The handshake was accepted')))
    sent.on('error', reject).end()
  })
}
