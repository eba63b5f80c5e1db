import { isPortFree } from '@parley/local-stack/project/is-port-free'

/** The first free port from `first` on, among twenty. */
export async function nextFreePort(first: number): Promise<number> {
  for (let port = first; port < first + 20; port++) if (await isPortFree(port)) return port
  throw new Error(`Ports ${first} to ${first + 19} are taken. Choose another with PARLEY_WEB_PORT.`)
}
