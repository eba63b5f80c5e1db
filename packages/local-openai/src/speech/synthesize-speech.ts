import { loadFlite } from './flite.ts'
import { speakText } from './speak-text.ts'

let flite: Promise<WebAssembly.Module> | undefined

/**
 * Speaks a sentence for a test's microphone: 16-bit samples, mono, 24 kHz, without silence around them. `voice` is a
 * voice of flite's (`rms`, `slt`, `awb`, `kal16`) or of OpenAI's. Blocks the thread for some 50 ms.
 *
 * @example const samples = await synthesizeSpeech('What time is it?', 'rms')
 */
export async function synthesizeSpeech(text: string, voice = 'rms'): Promise<Int16Array> {
  flite ??= loadFlite()
  return speakText(await flite, text, voice, 1).samples
}
