const STOP_WORDS = new Set(
  `a about am an and any are as at be been but by can could did do does for from give had has have he her him his how i if in
  into is it its just let like me mine my no not of on one or our out please shall she should so some tell than that the their
  them then there these they this those to too up us very want was we were what when where which who why will with would yes
  you your yours get know need i'm it's what's don't`.split(/\s+/),
)

/** The stems of a text's content words: close enough for `booking` to meet `book`, and `hours` `hour`. */
export function stems(text: string): Set<string> {
  const words = text.toLowerCase().match(/[a-zà-ÿ]+(?:'[a-z]+)?|\d+/g) ?? []
  return new Set(words.filter((word) => !STOP_WORDS.has(word)).map(stem))
}

/** The stem of one word in lower case. */
export function stem(word: string): string {
  const bare = word.replace(/'s$/, '')
  if (bare.length <= 3) return bare
  return bare
    .replace(/ies$/, 'y')
    .replace(/(sses|shes|ches|xes)$/, (end) => end.slice(0, -2))
    .replace(/([^s])s$/, '$1')
    .replace(/(ations?|ing|ed|er)$/, (end, _g, at: number) => (at >= 3 ? '' : end))
    .replace(/([bdgmnprt])\1$/, '$1')
    .replace(/e$/, '')
}
