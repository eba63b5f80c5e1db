/** Where links may lead: `[auth] site_url` and `additional_redirect_urls` (with globs) of the config. */
export interface RedirectRules {
  site_url: string
  additional_redirect_urls: string[]
}

/**
 * The place a link leads to: `target` when the rules allow it, else the site's own URL. Never throws, and never
 * leaves the list: a refused target is no error on a hosted project either.
 */
export function resolveRedirect(target: string | null | undefined, rules: RedirectRules): string {
  if (!target || !URL.canParse(target)) return rules.site_url
  const url = new URL(target)
  if (url.username || url.password) return rules.site_url
  if (URL.canParse(rules.site_url) && url.origin === new URL(rules.site_url).origin && url.origin !== 'null')
    return target
  const bare = target.split('#')[0] ?? ''
  return rules.additional_redirect_urls.some((glob) => globToRegExp(glob).test(bare)) ? target : rules.site_url
}

/** `*` stops at `.` and `/`, `**` does not, `?` is one character: as the hosted auth service reads them. */
function globToRegExp(glob: string): RegExp {
  const source = glob.replace(/\*\*|\*|\?|[.+^${}()|[\]\\]/g, (part) => {
    if (part === '**') return '.*'
    if (part === '*') return '[^./]*'
    if (part === '?') return '[^./]'
    return `\\${part}`
  })
  return new RegExp(`^${source}$`)
}
