import bcrypt from 'bcryptjs'
import type { JSONValue, Sql } from 'postgres'
import { AuthError } from './auth-error.ts'

/** What a user is made of, or changed to. Absent fields stay as they are. */
export interface UserFields {
  id?: string | undefined
  email?: string | undefined
  phone?: string | undefined
  password?: string | undefined
  emailConfirmed?: boolean | undefined
  phoneConfirmed?: boolean | undefined
  role?: string | undefined
  userMetadata?: Record<string, unknown> | undefined
  appMetadata?: Record<string, unknown> | undefined
  /** A Postgres interval, or `none` to end a ban. */
  banDuration?: string | undefined
}

/** A user as the auth API shows it. */
export type AuthUser = { id: string; email: string } & Record<string, unknown>

/** Reads and writes `auth.users` for the calls that the embedded auth service lacks. */
export class AuthUsers {
  readonly #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async findByEmail(email: string): Promise<AuthUser | undefined> {
    const [row] = await this.#select(this.#sql`where u.email = ${email.toLowerCase()} and not u.is_sso_user`)
    return row?.user
  }

  async get(id: string): Promise<AuthUser> {
    const [row] = await this.#select(this.#sql`where u.id::text = ${id}`)
    if (!row) throw new AuthError(404, 'user_not_found', 'User not found')
    return row.user
  }

  async list(page: number, perPage: number): Promise<{ users: AuthUser[]; total: number }> {
    const rows = await this.#select(
      this.#sql`order by u.created_at desc, u.id limit ${perPage} offset ${(page - 1) * perPage}`,
    )
    const [count] = await this.#sql<{ total: number }[]>`select count(*)::int as total from auth.users`
    return { users: rows.map((row) => row.user), total: count?.total ?? 0 }
  }

  /** Throws `AuthError` when the address is taken or a trigger on `auth.users` refuses the row. */
  async create(fields: UserFields): Promise<AuthUser> {
    const email = fields.email?.toLowerCase()
    if (email && (await this.findByEmail(email))) {
      throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered')
    }
    const id = fields.id ?? crypto.randomUUID()
    const verified = { email_verified: fields.emailConfirmed ?? false, phone_verified: false }
    const identity = { sub: id, ...(email ? { email } : {}), ...verified }
    await this.#sql
      .begin(async (tx) => {
        await tx`
          insert into auth.users (
            id, email, phone, encrypted_password, email_confirmed_at, phone_confirmed_at, role,
            raw_app_meta_data, raw_user_meta_data
          ) values (
            ${id}, ${email ?? null}, ${fields.phone ?? null}, ${await hash(fields.password)},
            ${fields.emailConfirmed ? tx`now()` : null}, ${fields.phoneConfirmed ? tx`now()` : null},
            ${fields.role ?? 'authenticated'},
            ${tx.json({ provider: 'email', providers: ['email'], ...fields.appMetadata } as JSONValue)},
            ${tx.json({ ...verified, ...fields.userMetadata } as JSONValue)}
          )`
        await tx`
          insert into auth.identities (id, provider, provider_id, user_id, identity_data, last_sign_in_at)
          values (${crypto.randomUUID()}, ${email ? 'email' : 'phone'}, ${id}, ${id}, ${tx.json(identity)}, now())`
      })
      .catch(savingFailed)
    return this.get(id)
  }

  async update(id: string, fields: UserFields): Promise<AuthUser> {
    await this.get(id)
    const sql = this.#sql
    const ban = fields.banDuration
    await sql`
      update auth.users set
        email = coalesce(${fields.email?.toLowerCase() ?? null}, email),
        phone = coalesce(${fields.phone ?? null}, phone),
        encrypted_password = coalesce(${await hash(fields.password)}, encrypted_password),
        email_confirmed_at = case when ${fields.emailConfirmed ?? false} then coalesce(email_confirmed_at, now()) else email_confirmed_at end,
        phone_confirmed_at = case when ${fields.phoneConfirmed ?? false} then coalesce(phone_confirmed_at, now()) else phone_confirmed_at end,
        role = coalesce(${fields.role ?? null}, role),
        raw_user_meta_data = jsonb_strip_nulls(coalesce(raw_user_meta_data, '{}') || ${sql.json((fields.userMetadata ?? {}) as JSONValue)}),
        raw_app_meta_data = jsonb_strip_nulls(coalesce(raw_app_meta_data, '{}') || ${sql.json((fields.appMetadata ?? {}) as JSONValue)}),
        banned_until = ${ban === undefined ? sql`banned_until` : ban === 'none' ? null : sql`now() + ${ban}::interval`},
        updated_at = now()
      where id = ${id}`.catch(savingFailed)
    return this.get(id)
  }

  async delete(id: string): Promise<void> {
    await this.get(id)
    await this.#sql`delete from auth.refresh_tokens where user_id = ${id}`
    await this.#sql`delete from auth.users where id = ${id}`
  }

  #select(rest: ReturnType<Sql>) {
    return this.#sql<{ user: AuthUser }[]>`
      select jsonb_strip_nulls(to_jsonb(u)
        - array['raw_app_meta_data', 'raw_user_meta_data', 'encrypted_password', 'is_sso_user', 'deleted_at',
          'confirmation_token', 'recovery_token', 'email_change_token_new', 'email_change_token_current',
          'phone_change_token', 'reauthentication_token', 'email_change_confirm_status', 'email_change', 'phone_change',
          'reauthentication_sent_at', 'phone_change_sent_at'])
        || jsonb_build_object(
          'email', coalesce(u.email, ''), 'phone', coalesce(u.phone, ''),
          'app_metadata', coalesce(u.raw_app_meta_data, '{}'), 'user_metadata', coalesce(u.raw_user_meta_data, '{}'),
          'identities', coalesce((
            select jsonb_agg(to_jsonb(i) || jsonb_build_object('identity_id', i.id, 'id', i.provider_id) - 'provider_id')
            from auth.identities i where i.user_id = u.id
          ), '[]')
        ) as user
      from auth.users u ${rest}`
  }
}

async function hash(password: string | undefined): Promise<string | null> {
  return password === undefined ? null : bcrypt.hash(password, 10)
}

function savingFailed(): never {
  throw new AuthError(500, 'unexpected_failure', 'Database error saving user')
}
