/** Names this worker in `call_segments.worker`: the platform's execution id where there is one. */
export const WORKER_ID = Deno.env.get('SB_EXECUTION_ID') || crypto.randomUUID()
