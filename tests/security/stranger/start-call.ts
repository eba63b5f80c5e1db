import type { Recorder } from './recorder.ts'

/** What the relay says to a first event with this token and these ids, until it closes. */
export function startCall(recorder: Recorder, apiUrl: string, accessToken: string, ids: object): Promise<string> {
  const Socket = recorder.socketClass()
  const socket = new Socket(`${apiUrl.replace('http', 'ws')}/functions/v1/voice-relay`, ['realtime'])
  let said = ''
  socket.addEventListener('open', () =>
    socket.send(JSON.stringify({ type: 'client.call_start', access_token: accessToken, ...ids })),
  )
  socket.addEventListener('message', ({ data }) => {
    said += String(data)
  })
  return new Promise((resolve) => {
    const end = () => resolve(said)
    socket.addEventListener('close', end)
    socket.addEventListener('error', end)
  })
}
