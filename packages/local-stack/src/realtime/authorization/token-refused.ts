/** A token that does not admit. `code` is the word that Realtime puts before the message in a join's error reply. */
export class TokenRefused extends Error {
  readonly code: 'MalformedJWT' | 'InvalidJWTToken' | 'JwtSignatureError'

  constructor(code: TokenRefused['code'], message: string) {
    super(message)
    this.name = 'TokenRefused'
    this.code = code
  }
}
