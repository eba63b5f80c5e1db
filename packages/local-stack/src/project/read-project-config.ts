import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { z } from 'zod'

const hook = z.object({ enabled: z.boolean().default(false), uri: z.string() })

const projectConfig = z.object({
  project_id: z.string().default('parley'),
  api: z
    .object({
      port: z.number().int().default(54321),
      schemas: z.array(z.string()).default(['public']),
      max_rows: z.number().int().default(1000),
    })
    .prefault({}),
  db: z
    .object({
      port: z.number().int().default(54322),
      seed: z
        .object({ enabled: z.boolean().default(true), sql_paths: z.array(z.string()).default(['./seed.sql']) })
        .prefault({}),
    })
    .prefault({}),
  local_smtp: z.object({ port: z.number().int() }).optional(),
  inbucket: z.object({ port: z.number().int() }).optional(),
  storage: z.object({ file_size_limit: z.string().default('50MiB') }).prefault({}),
  auth: z
    .object({
      site_url: z.string().default('http://127.0.0.1:3000'),
      additional_redirect_urls: z.array(z.string()).default([]),
      jwt_expiry: z.number().int().positive().max(604_800).default(3600),
      enable_refresh_token_rotation: z.boolean().default(true),
      refresh_token_reuse_interval: z.number().int().default(10),
      enable_signup: z.boolean().default(true),
      minimum_password_length: z.number().int().default(6),
      password_requirements: z
        .enum(['', 'letters_digits', 'lower_upper_letters_digits', 'lower_upper_letters_digits_symbols'])
        .default(''),
      rate_limit: z.object({ email_sent: z.number().int().default(120) }).prefault({}),
      email: z
        .object({
          enable_signup: z.boolean().default(true),
          enable_confirmations: z.boolean().default(false),
          double_confirm_changes: z.boolean().default(true),
          max_frequency: z.string().default('1s'),
          otp_length: z.number().int().min(6).max(10).default(6),
          otp_expiry: z.number().int().positive().default(3600),
          template: z
            .record(z.string(), z.object({ subject: z.string().optional(), content_path: z.string().optional() }))
            .default({}),
        })
        .prefault({}),
      hook: z.object({ custom_access_token: hook.optional() }).prefault({}),
    })
    .prefault({}),
  functions: z.record(z.string(), z.object({ verify_jwt: z.boolean().default(true) })).default({}),
})

/** What the stack uses of `supabase/config.toml`; sections it does not know are the CLI's business. */
export type ProjectConfig = z.infer<typeof projectConfig>

/**
 * Reads `config.toml`, with the CLI's defaults for what it leaves out. A missing file means all defaults.
 * Throws one line that names the setting when a value has the wrong shape.
 */
export function readProjectConfig(file: string): ProjectConfig {
  const parsed = projectConfig.safeParse(existsSync(file) ? parse(readFileSync(file, 'utf8')) : {})
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`supabase/config.toml: ${issue?.path.join('.')}: ${issue?.message}`)
}
