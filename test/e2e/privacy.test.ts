import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carryOutErasures } from '#actions/person-erase-run.ts'
import { wipeFreedSpace } from '#actions/wipe.ts'
import { readWipe } from '#store/wipe.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'
import { chromiumPath, launchBrowser, visit } from './browser.ts'

describe.skipIf(chromiumPath === null)('erasure on screen', () => {
  let app: TestApp
  let browser: Browser
  let workspaceId: string
  beforeAll(async () => {
    app = await startTestApp({ demo: true, web: true })
    browser = await launchBrowser()
    ;({ workspaceId } = await app.workspace('Lodestrand', { demo: true }))
    const now = Date.now()
    const known = (email: string, name: string, ago: number) => ({
      event: event('page_viewed', now - ago * 3_600_000, { keys: keys({ email }), traits: { email, name } }),
    })
    await app.flow.accept(workspaceId, [
      known('orla.finch@millrace.example', 'Orla Finch', 5),
      known('bram@kiln.example', 'Bram Osterhout', 4),
      known('stays@kiln.example', 'Sofia Stays', 3),
    ])
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function enter(role: 'admin' | 'marketer' = 'admin') {
    const member = await app.member(workspaceId, role)
    const visitor = await visit(browser, app.base)
    await visitor.context.addCookies(
      member
        .cookie()
        .split('; ')
        .map((pair) => {
          const [name = '', value = ''] = pair.split(/=(.*)/s)
          return { name, value, url: app.base }
        }),
    )
    return visitor
  }

  const personOf = async (email: string): Promise<string | undefined> => {
    const { rows } = await app.pool.query<{ id: string }>(
      'select id from person where workspace_id = $1 and email = $2',
      [workspaceId, email],
    )
    return rows[0]?.id
  }

  test('from a person’s page: seen before, typed, gone for good; the list says what went and until when backups hold it', async () => {
    const { page, context, complaints } = await enter()
    const id = await personOf('orla.finch@millrace.example')
    await page.goto(`/people/${id}`)
    await page.getByRole('button', { name: 'Erase…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Orla Finch would be gone for good').waitFor()
    await dialog.getByText('goes too: nobody else and no deal is there').waitFor()
    const erase = dialog.getByRole('button', { name: 'Erase for good' })
    expect(await erase.isDisabled()).toBe(true)
    await dialog.getByLabel('Why').selectOption('objection')
    await dialog.getByLabel('Note').fill('Ticket 77, Orla Finch by phone')
    await dialog.getByLabel(/^Type/).fill('Orla.Finch@millrace.example')
    await erase.click()
    await page.waitForURL('**/consent/privacy')
    await page.getByText('running', { exact: true }).waitFor()
    expect(await carryOutErasures({ pool: app.pool, uploads: app.uploads })).toBe(1)
    await page.getByText('erased', { exact: true }).waitFor()
    await page.getByText('Ticket 77, [erased] by phone').waitFor()
    await page.getByText(/Backups may hold them until/).waitFor()
    expect(await page.getByText('Orla').count()).toBe(0)
    await page.goto(`/people/${id}`)
    await page.getByRole('heading', { name: 'There is no such person' }).waitFor()
    // the page of somebody who is gone answers 404, and nothing else complains
    expect(complaints.filter((one) => !/404/.test(one))).toEqual([])
    await context.close()
  })

  test('by a list of addresses: looked at first, in the number that is typed', async () => {
    const { page, context, complaints } = await enter()
    await page.goto('/consent/privacy')
    await page
      .getByLabel('Mail addresses, one a line, or a CSV')
      .fill('Email,Name\nbram@kiln.example,Bram\nnobody@kiln.example\nno address')
    await page.getByRole('button', { name: 'Look first' }).click()
    await page.getByText('2 addresses; one of a person here. A line has no address, such as “no address”.').waitFor()
    await page.getByLabel(/^Type/).fill('2')
    await page.getByRole('button', { name: 'Erase for good' }).click()
    await page.getByText('A list of 2 addresses').waitFor()
    expect(await carryOutErasures({ pool: app.pool })).toBe(1)
    await page.getByText('One of them was a person here.').waitFor()
    expect(await personOf('bram@kiln.example')).toBeUndefined()
    expect(await personOf('stays@kiln.example')).toBeDefined()
    await page.getByLabel('Days they are kept').fill('14')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved.').waitFor()
    const { rows } = await app.pool.query(
      `select settings ->> 'backupDays' as days from workspace where workspace_id = $1`,
      [workspaceId],
    )
    expect(rows).toEqual([{ days: '14' }])
    expect(complaints).toEqual([])
    await context.close()
  })

  test('somebody else of that name: said before with where it stays, said after, looked through by an admin', async () => {
    const name = 'Ines Halloran'
    const at = Date.now()
    await app.flow.accept(
      workspaceId,
      [
        { email: 'ines@quay.example', name },
        { email: 'ines@harbour.example', name },
      ].map((traits, index) => ({
        event: event('page_viewed', at - 7_200_000 + index, { keys: keys({ email: traits.email }), traits }),
      })),
    )
    const { page, context, complaints } = await enter()
    const stays = await personOf('stays@kiln.example')
    await page.goto(`/people/${stays}`)
    await page.getByPlaceholder('Write a note…').fill(`${name} sits next door`)
    // the field has its words too: what counts is that it was answered
    await Promise.all([
      page.waitForResponse((response) => response.request().method() === 'POST' && response.url().includes('/note')),
      page.getByRole('button', { name: 'Save the note' }).click(),
    ])

    await page.goto(`/people/${await personOf('ines@quay.example')}`)
    await page.getByRole('button', { name: 'Erase…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByText('The name stays in one text, because somebody else is called so too: Ines Halloran.')
      .waitFor()
    await dialog.getByText('Where it stays').click()
    await dialog.getByRole('link', { name: 'Sofia Stays' }).waitFor()
    await dialog.getByLabel('Take the name out of these texts too').waitFor()
    await dialog.getByLabel(/^Type/).fill('ines@quay.example')
    await dialog.getByRole('button', { name: 'Erase for good' }).click()
    await page.waitForURL('**/consent/privacy')
    expect(await carryOutErasures({ pool: app.pool })).toBe(1)
    await page.getByText('The name stayed in one text, because somebody else is called so.').waitFor()
    await page.getByRole('button', { name: 'Look through them' }).click()
    await page.getByRole('link', { name: 'Sofia Stays' }).waitFor()
    await page.getByRole('button', { name: 'Looked through' }).click()
    await page.getByText('Where is no longer kept.').waitFor()
    // until the files are written anew it is said that they may still be read in them
    await page
      .getByText(/may still hold them. They are written over by night/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Write over now' }).click()
    await page.getByText('It is being written over.').waitFor()
    expect(await wipeFreedSpace({ pool: app.pool })).toBe(true)
    // the open page looks at tables meanwhile: one that it held is taken up by the next run
    for (let left = 5; left > 0 && (await readWipe(app.pool)).leftOver.length > 0; left--)
      await wipeFreedSpace({ pool: app.pool, pauseMs: 200 })
    expect((await readWipe(app.pool)).leftOver).toEqual([])
    await page.getByText(/^Written over on .*nobody was erased since/).waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
