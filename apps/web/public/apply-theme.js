// Before the first paint: the chosen theme, or the system's. src/app/theme.ts changes it later.
;(() => {
  let chosen = null
  try {
    chosen = localStorage.getItem('parley.theme')
  } catch {
    // Storage may be forbidden; the system's theme it is.
  }
  const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
