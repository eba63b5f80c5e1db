import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const SYSTEM_BROWSERS = [
  process.env.PARLEY_BROWSER,
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

export type BrowserOptions = {
  /** A WAV file that is the microphone: played once from when the page opens it, then silence. */
  microphone?: string
  /** How the microphone’s permission prompt is answered. Left out: with yes. */
  allowMicrophone?: boolean
}

/**
 * A real Chromium: the system's where one is found (or `PARLEY_BROWSER` names one), else the one that npm brought.
 * Audio runs for real on a null device, so timing is true and nothing is heard.
 */
export async function launchBrowser(options: BrowserOptions = {}): Promise<Browser> {
  const system = SYSTEM_BROWSERS.find((path) => path && existsSync(path))
  const args = ['--no-sandbox', ...microphoneArguments(options)]
  if (system) return chromium.launch({ executablePath: system, args })
  const { default: bundled } = await import('@sparticuz/chromium')
  return chromium.launch({
    executablePath: await bundled.executablePath(),
    // Its own arguments are for Lambda and mute audio or run everything in one process; only these are needed here.
    args: [...args, '--headless=shell', '--disable-gpu', '--use-gl=angle', '--use-angle=swiftshader'],
  })
}

function microphoneArguments({ microphone, allowMicrophone = true }: BrowserOptions): string[] {
  return [
    '--use-fake-device-for-media-stream',
    `--use-fake-ui-for-media-stream${allowMicrophone ? '' : '=deny'}`,
    ...(microphone ? [`--use-file-for-fake-audio-capture=${microphone}%noloop`] : []),
  ]
}
