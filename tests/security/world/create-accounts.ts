import type { Sql } from 'postgres'
import type { Accounts } from './people.ts'

/** Accounts as Auth would make them; profile and personal organisation come by trigger. */
export async function createAccounts(sql: Sql, accounts: Accounts): Promise<void> {
  for (const { id, email } of Object.values(accounts)) {
    await sql`insert into auth.users (id, aud, role, email, email_confirmed_at)
      values (${id}, 'authenticated', 'authenticated', ${email}, now())`
  }
}
