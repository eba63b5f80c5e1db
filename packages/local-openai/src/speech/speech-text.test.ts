import { expect, it } from 'vitest'
import { numberToWords, wordsToNumbers } from './number-words.ts'
import { toSpokenSentences, writeTranscript } from './speech-text.ts'
import { splitSentences } from './split-sentences.ts'

it.each([
  [7, 'seven'],
  [42, 'forty two'],
  [300, 'three hundred'],
  [1999, 'one thousand nine hundred ninety nine'],
  [250_016, 'two hundred fifty thousand sixteen'],
])('%d is %s, and back', (value, words) => {
  expect(numberToWords(value)).toBe(words)
  expect(wordsToNumbers(words)).toBe(String(value))
})

it('leaves other words and separate digits alone', () => {
  expect(wordsToNumbers('order one two three and four eggs')).toBe('order 1 2 3 and 4 eggs')
  expect(wordsToNumbers('two hundred and five people')).toBe('205 people')
  expect(wordsToNumbers('a table for two and a chair')).toBe('a table for 2 and a chair')
})

it('writes texts as they are spoken', () => {
  expect(toSpokenSentences("We're open from 9 to 22. Don’t wait!\n- Call us")).toEqual([
    ["we're", 'open', 'from', 'nine', 'to', 'twenty', 'two'],
    ["don't", 'wait'],
    ['call', 'us'],
  ])
})

it('writes what was recognised as a person would', () => {
  expect(writeTranscript('is mia here on monday', ['You may ask for Mia.'])).toBe('Is Mia here on Monday?')
  expect(writeTranscript("i'm anna", [])).toBe("I'm anna.")
  expect(writeTranscript('', [])).toBe('')
})

it('cuts into sentences without losing a letter', () => {
  const text = 'It is 9.30. Dr. Who waits! "Really?" Yes. 2 left'
  expect(splitSentences(text)).toEqual(['It is 9.30.', ' Dr. Who waits!', ' "Really?"', ' Yes.', ' 2 left'])
  expect(splitSentences(text).join('')).toBe(text)
})
