import { Parser } from 'htmlparser2'
import { TextBlocks } from './text-blocks.ts'

const UNREAD = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'iframe',
  'select',
  'button',
  'head',
  'dialog',
])
/** Around the text rather than of it. */
const ASIDE = new Set(['nav', 'footer', 'aside', 'form'])
const BLOCKS = new Set(
  'address article blockquote body dd details div dl dt fieldset figcaption figure header hr html main ol p pre section summary table tbody thead tr ul'.split(
    ' ',
  ),
)
const HEADING = /^h[1-6]$/
/** The share of a page's text that `<main>` or `<article>` must have to stand for it. */
const MAIN_SHARE = 0.3

/** The text that a page is about: without navigation, footers, scripts; `<main>` alone where it holds enough of it. */
export function readHtml(html: string): string {
  const [all, main] = [new TextBlocks(), new TextBlocks()]
  let [unread, inMain, inPre] = [0, 0, 0]
  const each = (act: (blocks: TextBlocks) => void) => {
    if (unread > 0) return
    act(all)
    if (inMain > 0) act(main)
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      if (isUnread(name, attributes)) unread++
      if (isMain(name)) inMain++
      if (name === 'pre') inPre++
      if (HEADING.test(name)) each((blocks) => blocks.open(`${'#'.repeat(Number(name[1]))} `))
      else if (name === 'li') each((blocks) => blocks.open('- '))
      else if (name === 'br') each((blocks) => blocks.add('\n'))
      else if (name === 'td' || name === 'th') each((blocks) => blocks.add(' | '))
      else if (BLOCKS.has(name)) each((blocks) => blocks.open())
      stack.push(isUnread(name, attributes))
    },
    ontext(text) {
      each((blocks) => blocks.add(inPre > 0 ? text : text.replace(/\s+/g, ' ')))
    },
    onclosetag(name) {
      if (HEADING.test(name) || name === 'li' || BLOCKS.has(name)) each((blocks) => blocks.open())
      if (stack.pop()) unread--
      if (isMain(name)) inMain--
      if (name === 'pre') inPre--
    },
  })
  const stack: boolean[] = []
  parser.write(html)
  parser.end()
  const [whole, body] = [all.toString(), main.toString()]
  return body.length >= whole.length * MAIN_SHARE && body !== '' ? body : whole
}

const isMain = (name: string) => name === 'main' || name === 'article'

function isUnread(name: string, attributes: Record<string, string>): boolean {
  return UNREAD.has(name) || ASIDE.has(name) || 'hidden' in attributes || attributes['aria-hidden'] === 'true'
}
