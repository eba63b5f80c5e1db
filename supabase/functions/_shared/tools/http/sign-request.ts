import { Webhook } from 'standardwebhooks'

/**
 * The headers of Standard Webhooks for a body: who has the secret knows that it comes from us, as it is, and when. Signed
 * with each secret that is good at the moment, so that an endpoint may have either.
 *
 * @param id Of the message; the same when it is sent again.
 */
export function signRequest(secrets: readonly string[], id: string, body: string, now = new Date()) {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, now, body)).join(' '),
  }
}
