import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser } from 'playwright-core'
import { startTestApp, type TestApp } from '#test/app.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

describe.skipIf(chromiumPath === null)('colours', () => {
  let app: TestApp
  let browser: Browser
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  test.each([
    ['of the machine', null, true],
    ['chosen before', 'light', false],
  ])('%s stand from the first moment', async (_name, chosen, dark) => {
    const { context, page } = await visit(browser, app.base, { dark: true })
    await page.addInitScript((scheme) => {
      if (scheme !== null) localStorage.setItem('mantine-color-scheme-value', scheme)
    }, chosen)
    await page.addInitScript(() => {
      // as soon as there is a heading: no frame has been drawn then
      new MutationObserver((_, observer) => {
        const heading = document.querySelector('h1')
        if (!heading) return
        observer.disconnect()
        Object.assign(globalThis, { firstInk: getComputedStyle(heading).color })
      }).observe(document, { childList: true, subtree: true })
    })
    for (let load = 0; load < 3; load++) {
      await page.goto('/forgot')
      await page.locator('h1').waitFor()
      const ink = await page.evaluate(() => (globalThis as unknown as { firstInk: string }).firstInk)
      const light = Number(/\d+/.exec(ink)?.[0]) > 128
      expect([ink, light]).toEqual([ink, dark])
    }
    await context.close()
  })
})
