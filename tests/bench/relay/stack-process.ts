import { startStack } from '@parley/local-stack/start-stack'

// The stack in a process of its own, so that the callers' and the provider's work is not counted as the relay's.
const stack = await startStack({
  dataDir: 'memory',
  ports: 'free',
  openai: {
    apiKey: process.env.BENCH_OPENAI_KEY ?? '',
    baseUrl: process.env.BENCH_OPENAI_URL,
    realtimeUrl: process.env.BENCH_REALTIME_URL,
  },
  // The budget would end a worker that carries fifty calls before it is measured.
  functionLimits: { 'voice-relay': { cpu: false } },
  functionLog: (line) => line.level === 'error' && console.error(line.function, line.message),
})
await stack.warmFunctions(['call-session', 'voice-relay'])
process.send?.({ apiUrl: stack.apiUrl, publishableKey: stack.publishableKey, secretKey: stack.secretKey })
process.on('message', async () => {
  await stack.stop()
  process.exit(0)
})
