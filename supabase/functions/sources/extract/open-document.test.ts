import { strictEqual as equal, ok, rejects, deepStrictEqual as same } from 'node:assert'
import type { SourceKind } from '@parley/shared/sources.ts'
import { strToU8, zipSync } from 'fflate'
import { openDocument } from './open-document.ts'

async function read(kind: SourceKind, bytes: Uint8Array) {
  const document = await openDocument(kind, bytes)
  return await Promise.all(Array.from({ length: document.pageCount }, (_, at) => document.page(at)))
}
const text = (content: string) => new TextEncoder().encode(content)

Deno.test('HTML: what the page is about, as headings, paragraphs, items and rows', async () => {
  const [first, second] = await read(
    'html',
    text(`<!doctype html><title>t</title><nav>Home <a href="/">Shop</a></nav><main><h1>Pumps &amp; valves</h1>
      <p>A pump<br>moves <b>wa</b>ter.</p><ul><li>one<li>two</ul><script>evil()</script><div hidden>secret</div>
      <h2>Prices</h2><table><tr><th>Name</th><th>Price</th></tr><tr><td>Small</td><td>20</td></tr></table></main>
      <footer>Imprint</footer>`),
  )
  equal(first?.text, '# Pumps & valves\n\nA pump\nmoves water.\n\n- one\n- two')
  equal(second?.text, '## Prices\n\n| Name | Price\n\n| Small | 20')
  same(second?.headings, [{ level: 1, text: 'Pumps & valves' }])
})

Deno.test('DOCX: headings by their style, whatever it is called in the language of Word; tables; no deleted text', async () => {
  const zip = (document: string) =>
    zipSync({
      'word/styles.xml': strToU8(
        '<w:styles><w:style w:styleId="titre1"><w:name w:val="heading 1"/></w:style></w:styles>',
      ),
      'word/document.xml': strToU8(`<w:document><w:body>${document}</w:body></w:document>`),
    })
  const run = (words: string) => `<w:r><w:t xml:space="preserve">${words}</w:t></w:r>`
  const cell = (words: string) => `<w:tc><w:p>${run(words)}</w:p></w:tc>`
  const [page] = await read(
    'docx',
    zip(
      `<w:p><w:pPr><w:pStyle w:val="titre1"/></w:pPr>${run('Prix &lt;net&gt;')}</w:p>
       <w:p>${run('un ')}${run('deux')}<w:del><w:r><w:delText>non</w:delText></w:r></w:del></w:p>
       <w:tbl><w:tr>${cell('a')}${cell('b')}</w:tr></w:tbl>
       <w:p><w:pPr><w:numPr/></w:pPr>${run('point')}</w:p>`,
    ),
  )
  equal(page?.text, '# Prix <net>\n\nun deux\n\na | b |\n\n- point')
})

Deno.test('DOCX: what says that it is small and is not, is refused before it is unpacked', async () => {
  const bomb = zipSync({ 'word/document.xml': new Uint8Array(60 << 20) })
  await rejects(read('docx', bomb), { code: 'source_inflates' })
})

Deno.test('Markdown: underlined headings, front matter, code', async () => {
  const pages = await read(
    'markdown',
    text('---\ntitle: x\n---\nPumps\n=====\n\nbody\n\n```\n# no\n```\n\nValves\n------\n\nmore'),
  )
  same(
    pages.map(({ title, text: own }) => [title, own]),
    [
      ['Pumps', '# Pumps\n\nbody\n\n```\n# no\n```'],
      ['Valves', '## Valves\n\nmore'],
    ],
  )
})

Deno.test('CSV: every row says its columns', async () => {
  const [page] = await read('csv', text('\ufeffname;price\n"Pump; small";20\n\nValve;\n'))
  equal(page?.text, 'name: Pump; small; price: 20\n\nname: Valve')
  equal(page?.title, 'Rows 1–2')
})

Deno.test('text: whatever it is encoded in, and without what the database does not take', async () => {
  const utf16 = new Uint8Array(new Uint16Array([0xfeff, ...Array.from('für alle', (c) => c.charCodeAt(0))]).buffer)
  equal((await read('text', utf16))[0]?.text, 'für alle')
  equal((await read('text', new Uint8Array([0x66, 0xfc, 0x72])))[0]?.text, 'für')
  equal((await read('text', text('a\u0000b\r\nc')))[0]?.text, 'a b\nc')
  ok((await read('text', text('x'.repeat(100_000)))).every(({ text: own }) => own.length < 20_000))
})
