import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findDuplicates } from '#actions/duplicate-find.ts'
import { type Browser as Client, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

/** Pairs that may be one person, decided one after the other: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('suggested duplicates', () => {
  let app: TestApp
  let browser: Browser
  let marketer: Visit
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    const { workspaceId } = await app.workspace()
    const people: [string, string][] = [
      ['anna.berg@acme.example', 'Anna Berg'],
      ['annaberg@acme.example', 'Berg Anna'],
      ['oleg.sedov@tailor.example', 'Олег Седов'],
      ['sedov.oleg@tailor.example', 'Седов Олег'],
    ]
    await app.flow.accept(
      workspaceId,
      people.map(([email, name], index) => ({
        event: event('form_submitted', Date.now() - 60_000 * index, {
          keys: keys({ email }),
          mailKind: 'work',
          traits: { name },
        }),
      })),
    )
    await findDuplicates(app.pool, { budgetMs: 20_000 })
    browser = await launchBrowser()
    marketer = await enter(await app.member(workspaceId, 'marketer'))
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function enter(client: Client): Promise<Visit> {
    const visitor = await visit(browser, app.base)
    const cookies = client.cookie().split('; ')
    await visitor.context.addCookies(
      cookies.map((pair) => {
        const [name = '', value = ''] = pair.split(/=(.*)/s)
        return { name, value, url: app.base }
      }),
    )
    return visitor
  }

  test('the home page counts them and leads there; a pair is merged after a look at both', async () => {
    const { page } = marketer
    await page.goto('/')
    const line = page.getByRole('listitem').filter({ hasText: 'pairs of people may be one person each' })
    await line.getByRole('link').click()
    await page.getByRole('heading', { name: 'Suggested duplicates', level: 1 }).waitFor()
    await page.getByText('2 pairs may be one person each').waitFor()
    const anna = page.getByRole('listitem').filter({ hasText: 'Anna Berg' })
    await anna.getByText('one mailbox in two spellings').waitFor()
    await anna.getByRole('button', { name: 'Compare and merge…' }).click()
    await page.getByRole('dialog').getByText('anna.berg@acme.example').first().waitFor()
    await page.getByRole('button', { name: 'Merge them' }).click()
    await page.getByText('One pair may be one person').waitFor()
    expect(new URL(page.url()).pathname).toBe('/people/duplicates')
    expect(await anna.count()).toBe(0)
  })

  test('a pair that is two is not suggested again, unless that is taken back', async () => {
    const { page, complaints } = marketer
    const oleg = page.getByRole('listitem').filter({ hasText: 'Олег Седов' })
    await oleg.getByRole('button', { name: 'Somebody else' }).click()
    await page.getByText('No duplicates are suggested').waitFor()
    await page.getByText('are not suggested again').locator('..').getByRole('button', { name: 'Undo' }).click()
    await oleg.waitFor()
    expect(complaints).toEqual([])
  })
})
