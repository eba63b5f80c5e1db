import { strictEqual as equal } from 'node:assert'
import { joinPdfItems } from './join-pdf-items.ts'

const line = (str: string, y: number) => ({ str, hasEOL: true, height: 10, transform: [10, 0, 0, 10, 50, y] })

Deno.test('lines are joined, divided words mended, paragraphs and columns told apart', () => {
  const items = [
    line('The har-', 700),
    line('bour is A-', 688),
    line('B class.', 676),
    line('Next.', 640),
    line('Column.', 700),
  ]
  equal(joinPdfItems(items), 'The harbour is A-\nB class.\n\nNext.\n\nColumn.')
})
