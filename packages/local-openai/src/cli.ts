import { parseArgs } from 'node:util'
import { startLocalOpenai } from './start-local-openai.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '54330' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string', default: 'sk-local' },
    help: { type: 'boolean', short: 'h' },
  },
})

if (values.help) {
  console.log('The offline stand-in for OpenAI. Options: --port 54330 --host 127.0.0.1 --api-key sk-local')
  process.exit(0)
}

const startedAt = performance.now()
const openai = await startLocalOpenai({
  port: Number(values.port),
  host: values.host,
  apiKey: values['api-key'],
  log: (message) => console.error(message),
})
console.log(`OPENAI_BASE_URL=${openai.url}`)
console.log(`OPENAI_REALTIME_URL=${openai.realtimeUrl}`)
console.log(`OPENAI_API_KEY=${values['api-key']}`)
console.log(`Ready in ${Math.round(performance.now() - startedAt)} ms. Ctrl-C stops it.`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await openai.stop()
    process.exit(0)
  })
}
