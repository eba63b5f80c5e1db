/** What a person can choose. */
export type Theme = 'system' | 'light' | 'dark'

const KEY = 'parley.theme'
const systemIsDark = () => matchMedia('(prefers-color-scheme: dark)')

/** The chosen theme. */
export function readTheme(): Theme {
  const stored = localStorage.getItem(KEY)
  return stored === 'light' || stored === 'dark' ? stored : 'system'
}

/** Chooses a theme, now and for the next visit. */
export function chooseTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(KEY)
  else localStorage.setItem(KEY, theme)
  applyTheme()
}

/** Follows the system's theme, and other tabs, while the page is open. `public/apply-theme.js` made the first choice. */
export function followTheme(): void {
  systemIsDark().addEventListener('change', applyTheme)
  addEventListener('storage', (event) => event.key === KEY && applyTheme())
}

function applyTheme(): void {
  const theme = readTheme()
  const dark = theme === 'dark' || (theme === 'system' && systemIsDark().matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}
