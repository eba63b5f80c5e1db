import type { Plugin } from 'vite'

/**
 * The page's policy, as a `<meta>` so that it holds on any static host: everything from here, connections to the one
 * Supabase project, nothing inline, nothing evaluated. The development server injects styles and a preamble, so there
 * inline is allowed; the built page is the strict one.
 *
 * @param supabaseUrl the project's address; its WebSockets are allowed with it
 */
export function contentSecurityPolicy(supabaseUrl: string): Plugin {
  return {
    name: 'parley-content-security-policy',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { server }) => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: policy(supabaseUrl, server !== undefined) },
          injectTo: 'head-prepend',
        },
      ],
    },
  }
}

function policy(supabaseUrl: string, development: boolean): string {
  const inline = development ? " 'unsafe-inline'" : ''
  const { origin } = new URL(supabaseUrl)
  return [
    "default-src 'none'",
    `script-src 'self'${inline}`,
    `style-src 'self'${inline}`,
    "font-src 'self'",
    "img-src 'self' data:",
    `connect-src 'self' ${origin} ${origin.replace(/^http/, 'ws')}${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ')
}
