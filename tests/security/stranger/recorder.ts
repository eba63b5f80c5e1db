/** An answer that held something of the neighbours that the request did not. */
export interface Finding {
  request: string
  found: string[]
}

/**
 * Stands in a client's `fetch` and `WebSocket`, and looks into everything that comes back. What an attempt sent itself
 * may be repeated to it (error messages do), in the same request or over the same socket.
 */
export class Recorder {
  requests = 0
  frames = 0
  readonly findings: Finding[] = []
  /** Frames as text, for further questions. */
  readonly received: string[] = []
  readonly secrets: ReadonlySet<string>

  constructor(secrets: ReadonlySet<string>) {
    this.secrets = secrets
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    const sent = `${request.method} ${decode(request.url)} ${await request.clone().text()}`
    const response = await fetch(request)
    const body = request.method === 'HEAD' ? '' : await response.clone().text()
    this.requests += 1
    this.look(sent, `${JSON.stringify([...response.headers])} ${body}`)
    return response
  }

  /** Records what `text` holds of the neighbours beyond what `sent` held. */
  look(sent: string, text: string): void {
    const found: string[] = []
    for (const secret of this.secrets) if (text.includes(secret) && !sent.includes(secret)) found.push(secret)
    if (found.length > 0) this.findings.push({ request: sent.slice(0, 300), found })
  }

  /** A WebSocket class whose frames are looked into. `except` says which frames are spoken of elsewhere. */
  socketClass(except: (frame: string) => boolean = () => false): typeof WebSocket {
    const recorder = this
    return class extends WebSocket {
      #sent = ''
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols)
        this.addEventListener('message', async ({ data }) => {
          const text = typeof data === 'string' ? data : new TextDecoder().decode(data)
          recorder.frames += 1
          recorder.received.push(text)
          if (!except(text)) recorder.look(`socket ${this.#sent}`, text)
        })
      }
      override send(data: Parameters<WebSocket['send']>[0]): void {
        this.#sent += typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer)
        super.send(data)
      }
    }
  }
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url)
  } catch {
    return url
  }
}
