import { expect, test } from 'vitest'
import { messageRow } from '@/testing/message-row.ts'
import { namedCitations } from './named-citations.ts'
import { turnOfMessage } from './transcript-turn.ts'

const handbook = {
  source_id: '00000000-0000-4000-8000-0000000000f1',
  source_name: 'Handbook',
  page_number: 3,
  page_title: '',
  start_offset: 120,
  end_offset: 480,
}

test('a passage is linked once, by its source and page; another one of the page is told apart', () => {
  const further = { ...handbook, start_offset: 900, end_offset: 950 }
  const links = namedCitations([handbook, further, { ...handbook }])
  expect(links.map(({ name, place }) => name + place)).toEqual(['Handbook, page 3', 'Handbook, page 3 (2)'])
})

test('what a tool row says that is no citation is ignored', () => {
  const tool = {
    name: 'search_knowledge',
    citations: [handbook, { source_id: 'x' }, null, { ...handbook, page_number: 0 }],
  }
  expect(turnOfMessage(messageRow(1, { role: 'tool', tool })).tool?.citations).toEqual([handbook])
  for (const citations of [undefined, 'Handbook', { 0: handbook }]) {
    const row = messageRow(1, { role: 'tool', tool: { name: 'search_knowledge', citations } as never })
    expect(turnOfMessage(row).tool?.citations).toEqual([])
  }
})
