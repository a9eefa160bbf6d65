import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']

/** Flags that let chromium run headless on a bare machine, as root too, without speaking to the network by itself. */
export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The browser of the browser tests: HOURGLASS_CHROMIUM, or one found on the path; null when there is none. */
export function findChromium(): string | null {
  const given = process.env['HOURGLASS_CHROMIUM']
  if (given) return existsSync(given) ? given : null
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const name = names.find((candidate) => existsSync(join(folder, candidate)))
    if (name !== undefined) return join(folder, name)
  }
  return null
}
