import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { password, startTestApp, type TestApp } from '#test/app.ts'
import { totp } from '#test/totp.ts'
import { chromiumPath, launchBrowser, visit, type Visit } from './browser.ts'

const newPassword = 'another battery, staple'
const colleagueMail = 'jonas@example.com'

/** A team comes together: each test goes on where the one before stopped. */
describe.skipIf(chromiumPath === null)('a colleague joins', () => {
  let app: TestApp
  let browser: Browser
  let admin: Visit
  let colleague: Visit
  let link = ''
  let secret = ''
  let codes: string[] = []

  beforeAll(async () => {
    app = await startTestApp({ web: true })
    browser = await launchBrowser()
    admin = await visit(browser, app.base)
    colleague = await visit(browser, app.base)
    const { workspaceId } = await app.workspace('Sample Logistics')
    const { email } = await app.member(workspaceId, 'admin')
    await signIn(admin.page, email, password)
    await signedIn(admin.page)
  })
  afterAll(async () => {
    await browser.close()
    await app.stop()
  })

  async function signIn(page: Page, email: string, secretWord: string): Promise<void> {
    await page.goto('/sign-in')
    await page.getByLabel('Mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(secretWord)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }
  const signedIn = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).first().waitFor()
  async function signOut(page: Page): Promise<void> {
    await page.goto('/funnel')
    await page.getByRole('button', { name: 'Sign out', exact: true }).first().click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  }
  /** What the page itself may ask of the API: with its cookie, from its origin. */
  const ask = (page: Page, path: string, body?: object) =>
    page.evaluate(
      async ([at, sent]) => {
        const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) }
        const answer = await fetch(at, sent === undefined ? {} : init)
        return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
      },
      [path, body] as const,
    )

  test('the admin invites with a lesser role, and gets the link to pass on', async () => {
    const { page } = admin
    await page.goto('/settings')
    await page.getByRole('link', { name: 'Team', exact: true }).click()
    await page.getByRole('heading', { name: 'Team', level: 1 }).waitFor()
    await page.getByLabel('Mail address').fill(colleagueMail)
    await page.getByLabel('Role', { exact: true }).selectOption('viewer')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    link = (await page.locator('[data-invitation-link]').textContent()) ?? ''
    expect(link).toMatch(/\/invitation\/\S{20,}$/)
    const invitations = page.locator('section', { has: page.getByRole('heading', { name: 'Open invitations' }) })
    await invitations.getByText(colleagueMail).waitFor()
    await page.reload()
    await invitations.getByText(colleagueMail).waitFor()
    expect(await page.locator('body').innerText()).not.toContain(link)
  })

  test('the page of the link changes nothing; its button makes the colleague a member', async () => {
    const { page } = colleague
    await page.goto(link)
    await page.reload()
    await page.getByRole('heading', { name: 'Join Sample Logistics' }).waitFor()
    await page.getByText('Your role: Viewer').waitFor()
    await page.getByLabel('Your name').fill('Jonas Ohlsson')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Accept the invitation' }).click()
    await signedIn(page)
    await admin.page.reload()
    await admin.page.getByLabel('Role of Jonas Ohlsson').waitFor()
    const again = await visit(browser, app.base)
    await again.page.goto(link)
    await again.page.getByText('This invitation is used, revoked or too old').waitFor()
    await again.context.close()
  })

  test('what a viewer may not do is not offered, and refused where they ask for it all the same', async () => {
    const { page } = colleague
    await page.goto('/settings/team')
    await page.getByText('jonas@example.com').waitFor()
    expect(await page.getByRole('button', { name: 'Invite', exact: true }).count()).toBe(0)
    expect(await page.getByRole('button', { name: /^Remove/ }).count()).toBe(0)
    await page.goto('/settings/audit')
    await page.getByRole('alert').getByText('Your role may not see or do this').waitFor()
    await page.goto('/settings/roles')
    await page.getByText('Your role is Viewer').waitFor()
    const { members } = (await ask(page, '/api/team')).body as { members: { userId: string; name: string }[] }
    const boss = members.find(({ name }) => name === 'A admin')?.userId ?? ''
    for (const [path, body] of [
      ['/api/audit', undefined],
      ['/api/keys', undefined],
      ['/api/team/invitations', { email: 'x@example.com', role: 'admin', language: 'en' }],
      [`/api/team/members/${boss}/remove`, {}],
      ['/api/api-keys', { kind: 'personal', name: 'x', scopes: ['funnel.read'], days: null }],
    ] as const)
      expect([path, (await ask(page, path, body)).status]).toEqual([path, 403])
  })

  test('another role counts at once, and the audit says who gave it', async () => {
    await admin.page.goto('/settings/team')
    await admin.page.getByLabel('Role of Jonas Ohlsson').selectOption('marketer')
    await admin.page.getByText('Jonas Ohlsson is now: Marketer.').waitFor()
    expect((await ask(colleague.page, '/api/keys')).status).toBe(200)
    await admin.page.goto('/settings/audit')
    await admin.page.getByText('gave Jonas Ohlsson the role Marketer').waitFor()
    await admin.page.getByLabel('What').selectOption('member.invite')
    await admin.page.getByText(`invited ${colleagueMail} as Viewer`).waitFor()
    expect(new URL(admin.page.url()).searchParams.get('verb')).toBe('member.invite')
    await admin.page.getByText('gave Jonas Ohlsson').waitFor({ state: 'detached' })
  })

  test('an API key is shown once, and does what it was given leave to do', async () => {
    const { page } = colleague
    await page.goto('/settings/api-keys')
    await page.getByLabel('Name', { exact: true }).fill('Spreadsheet')
    await page.getByLabel('See the funnel and reports').check()
    await page.getByRole('button', { name: 'Make the key' }).click()
    const key = (await page.locator('[data-new-api-key]').textContent()) ?? ''
    const status = async (path: string) =>
      (await fetch(app.base + path, { headers: { authorization: `Bearer ${key}` } })).status
    expect([await status('/api/funnel'), await status('/api/people'), await status('/api/keys')]).toEqual([
      200, 403, 403,
    ])
    await page.getByRole('button', { name: 'Revoke the key Spreadsheet' }).click()
    await page.getByText('The key Spreadsheet opens nothing any more.').waitFor()
    expect(await status('/api/funnel')).toBe(401)
  })

  test('a second factor is set up with an app, and asked for at the next sign-in', async () => {
    const { page } = colleague
    await page.goto('/account')
    await page.getByRole('button', { name: 'Set up a second factor' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password', { exact: true }).fill('not my password')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByText('This is not your password.').waitFor()
    await dialog.getByLabel('Your password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    secret = ((await page.locator('[data-secret]').textContent()) ?? '').replaceAll(' ', '')
    await page.getByLabel('Six digits').fill(totp(secret))
    await page.getByRole('button', { name: 'Check the code' }).click()
    await page.getByRole('button', { name: 'I have kept them' }).waitFor()
    codes = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts()
    expect(codes).toHaveLength(10)
    await page.getByRole('button', { name: 'I have kept them' }).click()

    await signOut(page)
    await signIn(page, colleagueMail, password)
    await page.getByLabel('Six digits').fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('This code is not right').waitFor()
    await page.getByLabel('Six digits').fill(totp(secret))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signedIn(page)
  })

  test('a forgotten password is reset by the mail in the outbox; the second factor stays', async () => {
    const { page, context } = await visit(browser, app.base)
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    await page.getByRole('button', { name: 'Send the link' }).waitFor()
    await page.getByLabel('Mail address').fill(colleagueMail)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('a mail is on its way').waitFor()

    const { items } = (await ask(admin.page, '/api/mail')).body as { items: { id: string; kind: string }[] }
    const { id = '' } = items.find(({ kind }) => kind === 'password_reset') ?? {}
    const { text } = (await ask(admin.page, `/api/mail/${id}`)).body as { text: string }
    await page.goto(/http\S+\/reset\/\S+/.exec(text)?.[0] ?? '')
    await page.getByLabel('New password', { exact: true }).fill(newPassword)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByText('Your new password is set').waitFor()
    expect((await ask(colleague.page, '/api/account')).status).toBe(401)

    await page.getByRole('link', { name: 'Back to sign-in' }).click()
    await page.getByLabel('Mail address').fill(colleagueMail)
    await page.getByLabel('Password', { exact: true }).fill(newPassword)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(codes[0] ?? '')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signedIn(page)
    await context.close()
  })

  test('a passkey opens the account without password and code', async () => {
    const { page, context } = colleague
    const devices = await context.newCDPSession(page)
    await devices.send('WebAuthn.enable')
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    await signIn(page, colleagueMail, newPassword)
    await page.getByLabel('Six digits').fill(totp(secret))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signedIn(page)
    await page.goto('/account')
    await page.getByLabel('Name of the passkey').fill('Laptop')
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password', { exact: true }).fill(newPassword)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('button', { name: 'Remove the passkey Laptop' }).waitFor()

    await signOut(page)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await signedIn(page)
    await page.goto('/account')
    await page.getByRole('button', { name: 'Remove the passkey Laptop' }).click()
    await page.getByText('The passkey Laptop opens nothing any more.').waitFor()
    await signOut(page)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText('This passkey is not known here').waitFor()
  })

  test('who is removed is out at once', async () => {
    const { page } = colleague
    await signIn(page, colleagueMail, newPassword)
    await page.getByLabel('Six digits').fill(totp(secret))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await signedIn(page)
    await admin.page.goto('/settings/team')
    await admin.page.getByRole('button', { name: 'Remove Jonas Ohlsson from the team' }).click()
    const dialog = admin.page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Remove from the team' }).click()
    await admin.page.getByText('Jonas Ohlsson is no member any more.').waitFor()
    expect((await ask(page, '/api/funnel')).status).toBe(403)
    await page.goto('/funnel')
    await page.getByText('You belong to no workspace yet').waitFor()
    expect([admin.complaints, colleague.complaints]).toEqual([[], []])
  })

  test.each([
    ['light', 1440, 'en'],
    ['dark', 390, 'ru'],
  ] as const)(
    'the screens of the team, %s at %i in %s: nothing serious for axe, and they fit',
    async (colorScheme, width, language) => {
      const { page } = admin
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: 900 })
      await page.evaluate((code) => localStorage.setItem('hourglass.language', code), language)
      const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
      for (const path of [
        '/settings/team',
        '/settings/roles',
        '/settings/api-keys',
        '/settings/audit',
        '/account',
        '/forgot',
      ]) {
        await page.goto(path)
        await page.locator('h1').first().waitFor()
        await page.locator('.loading-lines').waitFor({ state: 'detached' })
        expect([path, await seriousFindings(page, axe)]).toEqual([path, []])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth)
        expect([path, wide <= width]).toEqual([path, true])
      }
    },
    120_000,
  )
})

/** Run inside, since the page's policy takes no foreign script. */
async function seriousFindings(page: Page, axe: string): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> }
    }
    const { violations } = await checker.run()
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  })
}
