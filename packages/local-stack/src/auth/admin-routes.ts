import { createHash, randomInt } from 'node:crypto'
import { Hono } from 'hono'
import type { Sql } from 'postgres'
import { z } from 'zod'
import type { ProjectConfig } from '../project/read-project-config.ts'
import { AuthError } from './auth-error.ts'
import type { AuthMailer, MailLinkType } from './auth-mailer.ts'
import type { AuthUser, AuthUsers } from './auth-users.ts'
import { mailFlow } from './mail-flow.ts'
import type { RequestIdentity } from './request-identity.ts'
import { resolveRedirect } from './resolve-redirect.ts'

interface AdminRoutesOptions {
  users: AuthUsers
  mailer: AuthMailer
  config: ProjectConfig['auth']
  sql: Sql
}

type Env = { Variables: { identity: RequestIdentity } }

const attributes = z
  .object({
    id: z.uuid(),
    email: z.email(),
    phone: z.string(),
    password: z.string().min(1).max(72),
    email_confirm: z.boolean(),
    phone_confirm: z.boolean(),
    role: z.string(),
    user_metadata: z.record(z.string(), z.unknown()),
    app_metadata: z.record(z.string(), z.unknown()),
    ban_duration: z.string().regex(/^(none|(\d+(\.\d+)?(ms|s|m|h))+)$/),
  })
  .partial()

const linkRequest = z.object({
  type: z.enum(['signup', 'magiclink', 'recovery', 'invite']),
  email: z.email(),
  password: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
  redirect_to: z.string().optional(),
})

/** `/auth/v1/admin/*` and `/invite`, for `service_role` alone: users and links, as on a hosted project. */
export function adminRoutes({ users, mailer, config, sql }: AdminRoutesOptions): Hono<Env> {
  const app = new Hono<Env>()
  for (const path of ['/admin/*', '/invite']) {
    app.use(path, async (c, next) => {
      if (c.var.identity.claims.role !== 'service_role') throw new AuthError(403, 'not_admin', 'User not allowed')
      await next()
    })
  }

  app.get('/admin/users', async (c) => {
    const page = Math.max(1, Number(c.req.query('page')) || 1)
    const perPage = Math.min(1000, Math.max(1, Number(c.req.query('per_page')) || 50))
    const { users: found, total } = await users.list(page, perPage)
    c.header('x-total-count', String(total))
    const last = Math.max(1, Math.ceil(total / perPage))
    const link = (to: number, rel: string) => `</admin/users?page=${to}&per_page=${perPage}>; rel="${rel}"`
    c.header('link', [...(page < last ? [link(page + 1, 'next')] : []), link(last, 'last')].join(', '))
    return c.json({ users: found, aud: 'authenticated' })
  })
  app.post('/admin/users', async (c) => c.json(await users.create(userFields(await parse(attributes, c.req.raw)))))
  app.get('/admin/users/:id', async (c) => c.json(await users.get(c.req.param('id'))))
  app.put('/admin/users/:id', async (c) =>
    c.json(await users.update(c.req.param('id'), userFields(await parse(attributes, c.req.raw)))),
  )
  app.delete('/admin/users/:id', async (c) => {
    await users.delete(c.req.param('id'))
    return c.json({})
  })

  app.post('/admin/generate_link', async (c) => {
    const body = await parse(linkRequest, c.req.raw)
    const redirectTo = resolveRedirect(body.redirect_to ?? c.req.query('redirect_to'), config)
    const user = await userOfLink(users, body)
    const { otp, tokenHash } = await issueToken(sql, user, body.type, config.email.otp_length)
    return c.json({
      ...user,
      action_link: mailer.link(body.type, tokenHash, redirectTo),
      email_otp: otp,
      hashed_token: tokenHash,
      verification_type: body.type,
      redirect_to: redirectTo,
    })
  })
  app.post('/invite', async (c) => {
    const body = await parse(linkRequest.omit({ type: true }), c.req.raw)
    const redirectTo = resolveRedirect(body.redirect_to ?? c.req.query('redirect_to'), config)
    const user = await userOfLink(users, { ...body, type: 'invite' })
    const { otp, tokenHash } = await issueToken(sql, user, 'invite', config.email.otp_length)
    const flow = { redirectTo, codeChallenge: undefined, codeChallengeMethod: undefined }
    await mailFlow.run(flow, () => mailer.sendInvite(user.email, tokenHash, otp))
    return c.json(await users.get(user.id))
  })
  return app
}

async function userOfLink(users: AuthUsers, body: z.infer<typeof linkRequest>): Promise<AuthUser> {
  const known = await users.findByEmail(body.email)
  // Who was invited and has not come yet is invited again.
  const mayComeAgain = body.type === 'invite' && known?.email_confirmed_at === undefined
  if (known && (body.type === 'signup' || body.type === 'invite') && !mayComeAgain) {
    throw new AuthError(422, 'email_exists', 'A user with this email address has already been registered')
  }
  if (known) return known
  if (body.type === 'recovery') throw new AuthError(404, 'user_not_found', 'User with this email not found')
  return users.create({ email: body.email, password: body.password, userMetadata: body.data })
}

async function issueToken(sql: Sql, user: AuthUser, type: MailLinkType, length: number) {
  const otp = String(randomInt(10 ** length)).padStart(length, '0')
  const tokenHash = createHash('sha256')
    .update(user.email.toLowerCase() + otp)
    .digest('hex')
  const changes =
    type === 'signup' || type === 'invite'
      ? sql`confirmation_token = ${tokenHash}, confirmation_sent_at = now(), invited_at = ${type === 'invite' ? sql`now()` : sql`invited_at`}`
      : sql`recovery_token = ${tokenHash}, recovery_sent_at = now()`
  await sql`update auth.users set ${changes} where id = ${user.id}`
  return { otp, tokenHash }
}

function userFields(body: z.infer<typeof attributes>) {
  return {
    id: body.id,
    email: body.email,
    phone: body.phone,
    password: body.password,
    emailConfirmed: body.email_confirm,
    phoneConfirmed: body.phone_confirm,
    role: body.role,
    userMetadata: body.user_metadata,
    appMetadata: body.app_metadata,
    banDuration: body.ban_duration,
  }
}

async function parse<T>(schema: z.ZodType<T>, request: Request): Promise<T> {
  const parsed = schema.safeParse(await request.json().catch(() => undefined))
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new AuthError(400, 'validation_failed', `${issue?.path.join('.') || 'body'}: ${issue?.message}`)
}
