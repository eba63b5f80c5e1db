import { strictEqual as equal } from 'node:assert'
import { HeardText } from './heard-text.ts'

/** Words that come just before their sound, each 300 ms long. */
function spoken(words: string[]): HeardText {
  const heard = new HeardText()
  for (const word of words) {
    heard.addText(word)
    heard.addAudio(300)
  }
  return heard
}

Deno.test('ends after the last word that was heard whole', () => {
  const heard = spoken(['one', ' two', ' three', ' four'])
  heard.complete('one two three four')
  equal(heard.until(0), '')
  equal(heard.until(299), '')
  equal(heard.until(300), 'one')
  equal(heard.until(850), 'one two')
  equal(heard.until(1199), 'one two three')
  equal(heard.until(1200), 'one two three four')
  equal(heard.until(99_999), 'one two three four')
})

Deno.test('spreads a sentence that came at once over the audio that followed', () => {
  const heard = new HeardText()
  heard.addText('aaaa bbbb cccc dddd')
  for (let i = 0; i < 10; i += 1) heard.addAudio(100)
  heard.complete('aaaa bbbb cccc dddd')
  equal(heard.until(500), 'aaaa bbbb')
})

Deno.test('knows text that follows its audio', () => {
  const heard = new HeardText()
  for (const word of ['one', ' two', ' three']) {
    heard.addAudio(300)
    heard.addText(word)
  }
  equal(heard.until(300), 'one')
  equal(heard.until(600), 'one two')
})

Deno.test('does not take a sentence for heard whose audio had only begun when it was cut off', () => {
  const heard = new HeardText()
  heard.addText('this sentence came whole before the provider was cut off after its first word')
  heard.addAudio(400)
  equal(heard.until(400), 'this')
})

Deno.test('takes the final transcript where no delta came', () => {
  const heard = new HeardText()
  heard.addAudio(1000)
  heard.complete('aaaa bbbb')
  equal(heard.until(500), 'aaaa')
})
