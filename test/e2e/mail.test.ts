import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverMail } from '#actions/mail-deliver.ts'
import { enqueueMail } from '#actions/mail-enqueue.ts'
import { notify } from '#actions/notify.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { startSmtp, type TestSmtp } from '#test/smtp.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** An admin's first morning with mail: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('mail and notifications', () => {
  let app: TestApp
  let smtp: TestSmtp
  let browser: Browser
  let admin: Visit
  let workspaceId: string
  let userId: string
  beforeAll(async () => {
    app = await startTestApp({ web: true })
    smtp = await startSmtp()
    browser = await launchBrowser()
    ;({ workspaceId } = await app.workspace('Sample Logistics'))
    admin = await visit(browser, app.base)
    userId = await enter(admin)
  })
  afterAll(async () => {
    await browser.close()
    await smtp.close()
    await app.stop()
  })

  /** Signed in as a new admin; gives their id. */
  async function enter({ context }: Visit): Promise<string> {
    const member = await app.member(workspaceId, 'admin')
    const cookies = member.cookie().split('; ')
    await context.addCookies(
      cookies.map((pair) => {
        const [name = '', value = ''] = pair.split(/=(.*)/s)
        return { name, value, url: app.base }
      }),
    )
    const { rows } = await app.pool.query<{ id: string }>('select id from auth_user where email = $1', [member.email])
    return rows[0]?.id ?? ''
  }

  async function deliver(): Promise<void> {
    await deliverMail(app.pool, app.mail, { onAttempt: (of) => of !== null && app.live.touch(of, 'mail') })
  }

  test('before there is a mail server, mails stand in the outbox, readable and inert', async () => {
    const html = `<h1>Come in</h1><img src=x onerror="parent.document.title='owned'"><script>parent.document.title='owned'</script>`
    await enqueueMail(app.pool, workspaceId, {
      kind: 'digest',
      cause: 'test:1',
      to: 'kim@example.com',
      toName: '김서연',
      subject: 'Three people became hot',
      text: 'Come in: https://example.com/people',
      html,
    })
    await deliver()
    const { page } = admin
    await page.goto('/settings/mail/log')
    await page.getByRole('heading', { name: '1 mail stands in the outbox' }).waitFor()
    await page.getByRole('link', { name: 'Three people became hot' }).click()
    const drawer = page.getByRole('dialog', { name: 'Three people became hot' })
    const frame = drawer.frameLocator('iframe')
    await frame.getByRole('heading', { name: 'Come in' }).waitFor()
    expect(await page.title()).toContain('Outbox')
    await drawer.getByText('Plain text').click()
    await drawer.getByText('Come in: https://example.com/people').waitFor()
    expect(new URL(page.url()).searchParams.get('mail')).toMatch(/^[0-9a-f-]{36}$/)
    await page.keyboard.press('Escape')
    await drawer.waitFor({ state: 'detached' })
    // the browser says what the frame's policy refused
    expect(admin.complaints.filter((text) => !/sandbox|Content Security Policy/i.test(text))).toEqual([])
    admin.complaints.length = 0
  })

  test('the settings say what is wrong, are kept, and are tried with the server’s own words', async () => {
    const { page } = admin
    await page.goto('/settings/mail')
    await page.getByText('No mail leaves yet').waitFor()
    await page.getByLabel('Server', { exact: true }).fill('127.0.0.1')
    await page.getByLabel('Port', { exact: true }).fill(String(smtp.port))
    await page.getByLabel('Encryption', { exact: true }).selectOption('none')
    await page.getByLabel('User name').fill('me')
    await page.getByLabel('Sender’s address').fill('not an address')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('This is not a mail address.').waitFor()
    await page.getByLabel('Sender’s address').fill('funnel@sample.example')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('A password is never sent in the open').waitFor()
    await page.getByLabel('User name').fill('')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Mail leaves by 127.0.0.1').waitFor()
    await page.getByLabel('Send the test to').fill('mira@example.com')
    await page.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('The server took the mail.').waitFor()
    await page.getByText('250 OK', { exact: false }).waitFor()
    expect(smtp.arrived.map(({ to }) => to)).toEqual([['mira@example.com']])
  })

  test('what stood in the outbox goes out, and the page says so by itself', async () => {
    const { page } = admin
    await page.goto('/settings/mail/log')
    const row = page.getByRole('row', { name: /Three people became hot/ })
    await row.getByText('waits').waitFor()
    await deliver()
    await row.getByText('sent').waitFor()
    expect(smtp.arrived.at(-1)?.to).toEqual(['kim@example.com'])
    await page.getByLabel('State').selectOption('failed')
    await page.getByText('No mail is in this state').waitFor()
    expect(new URL(page.url()).searchParams.get('state')).toBe('failed')
  })

  test('the bell rings without a reload, leads to what it is about, and is read by that', async () => {
    const { page } = admin
    await page.goto('/glossary')
    await page.getByRole('button', { name: 'Notifications, 0 new' }).waitFor()
    await notify(app.pool, workspaceId, {
      userIds: [userId],
      kind: 'import_done',
      cause: 'test:import',
      link: '/settings/mail/log',
      data: { file: 'leads.csv', accepted: 1200, setAside: 3 },
    })
    app.live.touch(workspaceId, 'notification')
    await page.getByRole('button', { name: 'Notifications, 1 new' }).click()
    const panel = page.getByRole('dialog', { name: 'Notifications' })
    await panel.getByRole('link', { name: 'leads.csv is in: 1,200 rows; 3 were set aside.' }).click()
    await page.getByRole('heading', { name: 'Outbox and mail log', level: 1 }).waitFor()
    await page.getByRole('button', { name: 'Notifications, 0 new' }).waitFor()
  })

  test('each chooses how often the digest comes', async () => {
    const { page } = admin
    await page.goto('/settings/notifications')
    await page.getByLabel('Weekly').check()
    await page.getByText('Saved.').waitFor()
    await page.reload()
    expect(await page.getByLabel('Weekly').isChecked()).toBe(true)
    expect(admin.complaints).toEqual([])
  })

  /** What axe finds that is serious or worse. */
  async function findings(page: Page): Promise<string[]> {
    await page.evaluate(await readFile(axeFile, 'utf8'))
    return page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
      }
      const { violations } = await axe.run()
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    })
  }

  const screens: [path: string, ready: string][] = [
    ['/settings/mail', 'form'],
    ['/settings/mail/log', 'table'],
    ['/notifications', 'main li'],
    ['/settings/notifications', 'main input'],
  ]
  test.each(['light', 'dark'])(
    'in %s, axe finds nothing serious, and all fits a small screen in Russian',
    async (scheme) => {
      const { context, page, complaints } = await visit(browser, app.base, { dark: scheme === 'dark' })
      userId = await enter({ context, page, complaints })
      await notify(app.pool, workspaceId, {
        userIds: [userId],
        kind: 'mail_trouble',
        cause: 'test:axe',
        data: { count: 2 },
      })
      for (const [path, ready] of screens) {
        await page.setViewportSize({ width: 1440, height: 900 })
        await page.goto(path)
        await page.evaluate(() => localStorage.setItem('hourglass.language', 'ru'))
        await page.locator(ready).first().waitFor()
        expect([path, await findings(page)]).toEqual([path, []])
        await page.setViewportSize({ width: 390, height: 844 })
        await page.reload()
        await page.locator(ready).first().waitFor()
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 390])
      }
      expect(complaints).toEqual([])
      await context.close()
    },
  )
})
