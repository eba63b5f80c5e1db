import { expect, test } from 'vitest'
import { rankingWords } from './ranking-words.ts'

const NONE = { text_rank: null, matched_words: [], coverage: null, vector_rank: null, distance: null }

test('a hit by words and by meaning says both, with what it has of the question', () => {
  const both = { text_rank: 2, matched_words: ['dog', 'fee'], coverage: 0.61, vector_rank: 1, distance: 0.3149 }
  expect(rankingWords(both, 'hybrid')).toEqual([
    'It is number 2 by its words and number 1 by its meaning; found both ways, it ranks higher.',
    'It has “dog” and “fee”: 61 % of what you asked for, rare words counting more.',
    'Its meaning is 0.31 away from the question, where 0 is the same and 1 has nothing in common.',
  ])
})

test('a hit in one ranking says that it is not in the other, unless the other was not asked', () => {
  expect(rankingWords({ ...NONE, vector_rank: 3 }, 'hybrid')[0]).toMatch(/number 3 by its meaning, and not among/)
  expect(rankingWords({ ...NONE, vector_rank: 3 }, 'vector')).toEqual(['It is number 3 by its meaning.'])
  expect(rankingWords({ ...NONE, text_rank: 1, matched_words: ['dog'], coverage: 1 }, 'text')).toEqual([
    'It is number 1 by its words.',
    'It has “dog”: every word that you asked for.',
  ])
})
