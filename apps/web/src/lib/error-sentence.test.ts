import { expect, test } from 'vitest'
import { errorSentence } from './error-sentence.ts'

test.each([
  ['of the Data API', { code: 'PT409', message: 'last_owner', hint: null }, /at least one owner/],
  ['of an Edge Function', { code: 'invitations_limit', message: 'x' }, /one mail a minute/],
  ['of the network', new TypeError('Failed to fetch'), /check your connection/i],
  [
    'of anything else, without its words',
    { code: '42501', message: 'permission denied for table' },
    /^that did not work/i,
  ],
])('an error %s has a sentence that says what to do', (_case, error, sentence) => {
  expect(errorSentence(error)).toMatch(sentence)
})
