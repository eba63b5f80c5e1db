import { workerData } from 'node:worker_threads'
import { serveWorker } from '../serve-worker.ts'
import { speakText } from './speak-text.ts'
import { SpeechDecoder } from './speech-decoder.ts'
import type { SpeechJob } from './speech-job.ts'
import { SpeechListener } from './speech-listener.ts'

const { flite } = workerData as { flite: WebAssembly.Module }
const listener = new SpeechListener(await SpeechDecoder.load(24_000), flite)

// Both engines run once, so that the first caller does not pay for their compilation.
listener.expect([])
listener.recognize(speakText(flite, 'Hello.', 'slt', 1).samples, [])

serveWorker<SpeechJob>((job) => {
  switch (job.kind) {
    case 'recognize':
      return listener.recognize(job.samples, job.texts)
    case 'prepare':
      return listener.expect(job.texts)
    case 'speak':
      return speakText(flite, job.text, job.voice, job.speed)
  }
})
