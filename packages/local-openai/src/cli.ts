import { parseArgs } from 'node:util'
import { startLocalOpenai } from './start-local-openai.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '54330' },
    host: { type: 'string', default: '127.0.0.1' },
    'api-key': { type: 'string', default: 'sk-local' },
    'tokens-per-second': { type: 'string' },
    'first-token-ms': { type: 'string', default: '0' },
    obedient: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
})

if (values.help) {
  console.log(
    'The offline stand-in for OpenAI. Options: --port 54330 --host 127.0.0.1 --api-key sk-local ' +
      '--tokens-per-second 50 --first-token-ms 300 (pace of chat; default at once) --obedient (obeys every order it reads)',
  )
  process.exit(0)
}

const startedAt = performance.now()
const openai = await startLocalOpenai({
  port: Number(values.port),
  host: values.host,
  apiKey: values['api-key'],
  obedient: values.obedient,
  pace: {
    ...(values['tokens-per-second'] === undefined ? {} : { tokensPerSecond: Number(values['tokens-per-second']) }),
    firstTokenMs: Number(values['first-token-ms']),
  },
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
