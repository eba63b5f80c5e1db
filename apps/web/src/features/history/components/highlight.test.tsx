import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { Highlight } from './highlight.tsx'

const marked = (text: string, search: string) =>
  [...render(<Highlight text={text} search={search} />).container.querySelectorAll('mark')].map((m) => m.textContent)

test('marks what the search function matches: whole words, and the beginning of the last', () => {
  expect(marked('The first train, and the firstborn', 'first tra')).toEqual(['first', 'train'])
  expect(marked('Über die Brücke', 'brü')).toEqual(['Brücke'])
})

test('nothing is marked, and nothing breaks, for a search without words', () => {
  expect(marked('a+b (c)', '+ (')).toEqual([])
})
