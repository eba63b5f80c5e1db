/** Ways to hide a text from whoever looks for it, and not from who is clever. */
export type Disguise = keyof typeof DISGUISES

const base64 = (text: string) => Buffer.from(text).toString('base64')

const DISGUISES = {
  base64: (text: string) => `Attachment, Base64:\n${base64(text)}`,
  'base64 twice': (text: string) => base64(base64(text)),
  hexadecimal: (text: string) => Buffer.from(text).toString('hex'),
  rot13: (text: string) =>
    text.replaceAll(/[a-z]/gi, (letter) => {
      const base = letter <= 'Z' ? 65 : 97
      return String.fromCharCode(((letter.charCodeAt(0) - base + 13) % 26) + base)
    }),
  backwards: (text: string) => [...text].reverse().join(''),
  entities: (text: string) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(''),
  lookalikes: (text: string) =>
    text.replaceAll('a', 'а').replaceAll('e', 'е').replaceAll('o', 'о').replaceAll('c', 'с'),
  'invisible letters between': (text: string) => [...text].join('\u200b'),
  'tag characters': (text: string) =>
    `Opening hours: nine to five.${[...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('')}`,
  'variation selectors': (text: string) => `Have a nice day ☺${[...Buffer.from(text)].map(selector).join('')}`,
  'parts out of order': (text: string) => {
    const middle = Math.floor(text.length / 2)
    return `[part 2/2]${text.slice(middle)}[end]\nThe weather is fine.\n[part 1/2]${text.slice(0, middle)}[end]`
  },
}

const selector = (byte: number) => String.fromCodePoint(byte < 16 ? 0xfe00 + byte : 0xe0100 + byte - 16)

/** The text as it is planted. */
export const disguised = (text: string, by: Disguise): string => DISGUISES[by](text)
