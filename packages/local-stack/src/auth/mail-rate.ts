import type { Sql } from 'postgres'
import type { ProjectConfig } from '../project/read-project-config.ts'
import { AuthError } from './auth-error.ts'

/**
 * How often mails go out: one address at most once in `[auth.email] max_frequency`, all together at most
 * `[auth.rate_limit] email_sent` an hour. The hourly count is this process's own and starts again with it.
 */
export class MailRate {
  readonly #sql: Sql
  readonly #gapSeconds: number
  readonly #perHour: number
  #sent: number[] = []

  constructor(sql: Sql, config: ProjectConfig['auth']) {
    this.#sql = sql
    this.#gapSeconds = seconds(config.email.max_frequency)
    this.#perHour = config.rate_limit.email_sent
  }

  /** Counts one mail. Throws `AuthError` 429 when it would be one too many. */
  async take(email: string): Promise<void> {
    const hourAgo = Date.now() - 3_600_000
    this.#sent = this.#sent.filter((time) => time > hourAgo)
    if (this.#sent.length >= this.#perHour) {
      throw new AuthError(429, 'over_email_send_rate_limit', 'email rate limit exceeded')
    }
    const [last] = await this.#sql<{ wait: number }[]>`
      select ceil(${this.#gapSeconds} - extract(epoch from now() - greatest(recovery_sent_at, confirmation_sent_at)))::int
        as wait
      from auth.users where email = ${email.toLowerCase()}`
    if (last && last.wait > 0) {
      const message = `For security purposes, you can only request this after ${last.wait} seconds.`
      throw new AuthError(429, 'over_email_send_rate_limit', message)
    }
    this.#sent.push(Date.now())
  }
}

/** Go's durations as the CLI writes them: `1s`, `1m30s`, `500ms`. */
function seconds(duration: string): number {
  const units: Record<string, number> = { ms: 0.001, s: 1, m: 60, h: 3600 }
  const parts = duration.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)
  return [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? 's'] ?? 1), 0)
}
