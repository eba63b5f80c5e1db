const HIDDEN = /\p{Default_Ignorable_Code_Point}/gu

/** Letters of other alphabets, and the Latin ones they are taken for. */
const LOOKALIKES: Record<string, string> = Object.fromEntries(
  Object.entries({
    a: 'аɑα',
    b: 'Ьь',
    c: 'сϲ',
    d: 'ԁ',
    e: 'еҽ',
    f: 'ϝ',
    g: 'ɡ',
    h: 'һ',
    i: 'іιı',
    j: 'ј',
    k: 'κ',
    l: 'ӏⅼ',
    m: 'ⅿ',
    n: 'ո',
    o: 'оοօ',
    p: 'рρ',
    q: 'ԛ',
    r: 'г',
    s: 'ѕ',
    t: 'τ',
    u: 'υս',
    v: 'νѵ',
    w: 'ԝ',
    x: 'хχ',
    y: 'уγ',
    z: 'ᴢ',
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin])),
)

/** Before the lines of what is quoted. */
const QUOTE_MARKS = /^> ?/gm

/** `read`: what stands in a text. `guessed`: what it becomes by a rule that makes nonsense of an ordinary text. */
export type Forms = { read: string[]; guessed: string[] }

/**
 * A text in every form in which a clever reader would find something in it: as it stands, with what is invisible or
 * merely looks like Latin made plain, decoded from Base64, hexadecimal, percent and entity escapes, from tag characters
 * and variation selectors; and, by guessing, from ROT13 and read backwards.
 */
export function revealHiddenText(text: string): Forms {
  const plain = plainLetters(text.replaceAll(QUOTE_MARKS, ''))
  const read = [text.replaceAll(QUOTE_MARKS, ''), plain, unescaped(text), ...blobs(plain), tagged(text), selected(text)]
  return { read: [...new Set(read.filter((form) => form !== ''))], guessed: [rot13(plain), reversed(plain)] }
}

function plainLetters(text: string): string {
  const visible = text.normalize('NFKC').replaceAll(HIDDEN, '')
  return [...visible].map((letter) => LOOKALIKES[letter] ?? letter).join('')
}

/** What Base64 and hexadecimal blobs say, in themselves once more encoded ones too. */
function blobs(text: string, depth = 2): string[] {
  const base64 = (text.match(/[A-Za-z0-9+/_-]{24,}={0,2}/g) ?? []).map((blob) => Buffer.from(blob, 'base64'))
  const hex = (text.match(/(?:[0-9a-f]{2}[\s:]?){16,}/gi) ?? []).map((blob) =>
    Buffer.from(blob.replaceAll(/[\s:]/g, ''), 'hex'),
  )
  const decoded = [...base64, ...hex].map((bytes) => bytes.toString('utf8')).filter(isReadable)
  return depth === 0 ? decoded : decoded.flatMap((each) => [each, unescaped(each), ...blobs(each, depth - 1)])
}

const isReadable = (text: string) =>
  text.length > 8 && [...text].every((letter) => letter >= ' ' || letter === '\n') && !text.includes('\uFFFD')

/** Escapes of JSON strings, JavaScript, URLs and HTML. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/\\n/g, '\n')
    .replaceAll(/\\(["\\/])/g, '$1')
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => decodeEscapes(escapes))
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code) => codePoint(Number.parseInt(code, 16)))
    .replaceAll(/&#(\d+);/g, (_, code) => codePoint(Number(code)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function decodeEscapes(escapes: string): string {
  try {
    return decodeURIComponent(escapes)
  } catch {
    return escapes
  }
}

const codePoint = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '')

const rot13 = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
  })

const reversed = (text: string): string => [...text].reverse().join('')

/** ASCII written in Unicode's tag characters, which nothing draws. */
const tagged = (text: string): string =>
  [...text]
    .map((letter) => (letter.codePointAt(0) ?? 0) - 0xe0000)
    .filter((code) => code >= 0x20 && code < 0x7f)
    .map((code) => String.fromCharCode(code))
    .join('')

/** Bytes written in variation selectors behind some letter. */
function selected(text: string): string {
  const bytes = [...text].flatMap((letter) => {
    const code = letter.codePointAt(0) ?? 0
    if (code >= 0xfe00 && code <= 0xfe0f) return [code - 0xfe00]
    return code >= 0xe0100 && code <= 0xe01ef ? [code - 0xe0100 + 16] : []
  })
  const said = Buffer.from(bytes).toString('utf8')
  return isReadable(said) ? said : ''
}
