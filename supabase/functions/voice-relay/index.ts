import { voiceRelay } from './voice-relay.ts'

export default { fetch: voiceRelay }
