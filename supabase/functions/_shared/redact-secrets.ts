const SECRETS =
  /eyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:sk|ek|sb_secret)[-_][\w-]{6,}|(?:parley-ticket|openai-insecure-api-key)\.[\w.-]+|(?<=\\?"d\\?":\s*\\?")[\w-]{40,}/g

/**
 * Masks whatever looks like a token, a key (of a JWK the private part) or a ticket. The last net: nothing should put one
 * into a text at all.
 */
export function redactSecrets(text: string): string {
  return text.replace(SECRETS, '[redacted]')
}
