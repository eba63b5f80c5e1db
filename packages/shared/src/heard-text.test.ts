import { expect, test } from 'vitest'
import { HeardText } from './heard-text.ts'

test('ends after the last word that was heard whole', () => {
  const heard = new HeardText()
  for (const word of ['one', ' two', ' three', ' four']) {
    heard.addText(word)
    heard.addAudio(300)
  }
  heard.complete('one two three four')
  expect([0, 299, 300, 850, 1199, 1200, 99_999].map((ms) => heard.until(ms))).toEqual([
    '',
    '',
    'one',
    'one two',
    'one two three',
    'one two three four',
    'one two three four',
  ])
})

test('does not take a sentence for heard whose audio had only begun', () => {
  const heard = new HeardText()
  heard.addText('this sentence came whole before the provider was cut off after its first word')
  heard.addAudio(400)
  expect(heard.until(400)).toBe('this')
})

test('a sentence that came without its audio was not heard, nor was more of the one before it', () => {
  const heard = new HeardText()
  heard.addText('aaaa bbbb cccc dddd')
  heard.addAudio(2000)
  heard.addText(' eeee ffff')
  expect(heard.until(1000)).toBe('aaaa bbbb')
})

test('knows text that follows its audio', () => {
  const heard = new HeardText()
  for (const word of ['one', ' two', ' three']) {
    heard.addAudio(300)
    heard.addText(word)
  }
  expect([300, 600].map((ms) => heard.until(ms))).toEqual(['one', 'one two'])
})

test('spreads a sentence that came at once over the audio that followed', () => {
  const heard = new HeardText()
  heard.addText('aaaa bbbb cccc dddd')
  for (let i = 0; i < 10; i += 1) heard.addAudio(100)
  heard.complete('aaaa bbbb cccc dddd')
  expect(heard.until(500)).toBe('aaaa bbbb')
})

test('takes the final transcript where no delta came', () => {
  const heard = new HeardText()
  heard.addAudio(1000)
  heard.complete('aaaa bbbb')
  expect(heard.until(500)).toBe('aaaa')
})
