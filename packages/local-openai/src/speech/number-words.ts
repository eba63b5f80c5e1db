const SMALL =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** A whole number below a million in words, as one says it: 142 → `one hundred forty two`. */
export function numberToWords(value: number): string {
  if (value < 20) return SMALL[value] ?? ''
  if (value < 100) return join(TENS[Math.floor(value / 10)] ?? '', value % 10)
  if (value < 1000) return join(`${SMALL[Math.floor(value / 100)]} hundred`, value % 100)
  return join(`${numberToWords(Math.floor(value / 1000))} thousand`, value % 1000)
}

/** Replaces runs of number words by digits: `two hundred and five` → `205`. Other words stay as they are. */
export function wordsToNumbers(text: string): string {
  const output: string[] = []
  let run: string[] = []
  const flush = () => {
    const trailing = run.at(-1) === 'and' ? run.pop() : undefined
    if (run.length > 0) output.push(String(valueOf(run)))
    if (trailing !== undefined) output.push(trailing)
    run = []
  }
  for (const word of text.split(/\s+/)) {
    const plain = word.toLowerCase().replace(/[.,?!]$/, '')
    const continues = continuesNumber(run, plain)
    if (!continues) flush()
    if (isNumberWord(plain) || continues) run.push(plain)
    else output.push(word)
    if (/[.,?!]$/.test(word)) flush()
  }
  flush()
  return output.join(' ')
}

const isSmall = (word: string) => SMALL.includes(word)
const isTens = (word: string) => word !== '' && TENS.includes(word)
const isNumberWord = (word: string) => isSmall(word) || isTens(word)

function continuesNumber(run: string[], word: string): boolean {
  const last = run.at(-1)
  if (last === undefined) return false
  if (word === 'hundred' || word === 'thousand') return true
  if (word === 'and') return last === 'hundred' || last === 'thousand'
  if (!isNumberWord(word)) return false
  if (last === 'hundred' || last === 'thousand' || last === 'and') return true
  return isTens(last) && isSmall(word) && SMALL.indexOf(word) < 10 && word !== 'zero'
}

function valueOf(run: string[]): number {
  let total = 0
  let current = 0
  for (const word of run) {
    if (word === 'hundred') current = (current || 1) * 100
    else if (word === 'thousand') {
      total += (current || 1) * 1000
      current = 0
    } else if (isSmall(word)) current += SMALL.indexOf(word)
    else if (isTens(word)) current += TENS.indexOf(word) * 10
  }
  return total + current
}

const join = (head: string, rest: number): string => (rest === 0 ? head : `${head} ${numberToWords(rest)}`)
