import type { Browser, BrowserContext, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { chromiumFlags, findChromium } from '#test/chromium.ts'

/** Where chromium is; tests that need it are skipped without one (test/run.ts says how many). */
export const chromiumPath = findChromium()

export function launchBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('there is no chromium')
  return chromium.launch({ executablePath: chromiumPath, args: chromiumFlags })
}

export interface Visit {
  context: BrowserContext
  page: Page
  /** what the page complained about: script errors, and what its security policy refused */
  complaints: string[]
}

/** A new visitor. Their browser speaks English, sits in Seoul, and moves nothing. */
export async function visit(
  browser: Browser,
  base: string,
  options: { width?: number; dark?: boolean } = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: options.width ?? 1440, height: 900 },
    colorScheme: options.dark ? 'dark' : 'light',
    locale: 'en-GB',
    timezoneId: 'Asia/Seoul',
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // the browser reports each refused request; the tests of refusals expect those
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  return { context, page, complaints }
}
