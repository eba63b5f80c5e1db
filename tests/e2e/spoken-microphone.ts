import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeWave } from '@parley/local-openai/speech/encode-wave'
import { synthesizeSpeech } from '@parley/local-openai/speech/synthesize-speech'

const samplesPerSecond = 24_000

/** A sentence, and when it begins: seconds after the page has opened the microphone. */
export type Spoken = { at: number; text: string }

/**
 * Records sentences, each at its time, with silence between and ten seconds after, as a WAV file for a browser's fake
 * microphone. Throws when one sentence runs into the next. Without a sentence: silence.
 *
 * @returns The file's path. It lies in the system's temporary folder.
 */
export async function recordMicrophone(sentences: readonly Spoken[]): Promise<string> {
  const spoken = await Promise.all(sentences.map(({ text }) => synthesizeSpeech(text)))
  const starts = sentences.map(({ at }) => Math.round(at * samplesPerSecond))
  const end = Math.max(0, ...starts.map((start, index) => start + (spoken[index]?.length ?? 0)))
  const samples = new Int16Array(end + 10 * samplesPerSecond)
  for (const [index, start] of starts.entries()) {
    const sentence = spoken[index] ?? new Int16Array()
    const next = starts[index + 1]
    if (next !== undefined && start + sentence.length > next) {
      throw new Error(`"${sentences[index]?.text}" lasts longer than until the next sentence.`)
    }
    samples.set(sentence, start)
  }
  const file = join(await mkdtemp(join(tmpdir(), 'parley-microphone-')), 'microphone.wav')
  await writeFile(file, encodeWave(samples))
  return file
}
