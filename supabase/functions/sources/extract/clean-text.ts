/**
 * Text as the database takes it and search expects it: no NUL, no half surrogates, composed characters, `\n` as the
 * only line end.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, ' ')
      .toWellFormed()
      .normalize('NFC')
  )
}
