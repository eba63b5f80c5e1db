/** Claims of a verified token, as policies see them in `request.jwt.claims`. */
export interface Claims {
  role?: unknown
  exp?: unknown
  [claim: string]: unknown
}

/** Who speaks: the database role, the claims, and when they end (seconds since 1970; never for API keys). */
export interface Identity {
  token: string
  role: string
  claims: Claims & { role: string }
  expiresAt?: number
}
