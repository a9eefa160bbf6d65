import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { deliverMail } from '#actions/mail-deliver.ts'
import type { MailTransport } from '#actions/mail-door.ts'
import { mailForms } from '#actions/notify-forms.ts'
import { notifyAll } from '#actions/notify-feed.ts'
import { createMailDoor } from '#server/mail/door.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { type MadeForm, publishedForm, sendBare, sendScript } from '#test/form-help.ts'
import { startSmtp, type TestSmtp } from '#test/smtp.ts'

let t: TestApp
let smtp: TestSmtp
beforeAll(async () => {
  t = await startTestApp()
  smtp = await startSmtp()
})
afterAll(async () => {
  await smtp.close()
  await t.stop()
})

type Member = Browser & { email: string }
let workspaceId: string
let keys: { secret: string }
let marketer: Member
let seller: Member
let form: MadeForm
const ids = new Map<Member, string>()

beforeEach(async () => {
  ;({ workspaceId, keys } = await t.workspace())
  marketer = await t.member(workspaceId, 'marketer')
  seller = await t.member(workspaceId, 'seller')
  for (const one of [marketer, seller]) {
    const { rows } = await t.pool.query<{ id: string }>('select id from auth_user where email = $1', [one.email])
    ids.set(one, rows[0]?.id ?? '')
  }
  form = await publishedForm(marketer, 'demo')
})

const idOf = (member: Member) => ids.get(member) ?? ''
const tell = (members: Member[], owner = true) =>
  marketer.post(`/api/forms/${form.id}/tell`, { members: members.map(idOf), owner })

let serial = 0
async function send(domain = 'telling.example'): Promise<string> {
  const email = `someone.${++serial}@${domain}`
  const values = {
    name: `Person ${serial}`,
    company: 'Telling AG',
    email,
    title: 'Head of logistics',
    about: 'Delays.',
  }
  const sent = await sendBare(t, form.slug, { ...values, _page: randomUUID(), _lang: 'en' })
  expect(sent.status, sent.text).toBe(200)
  return email
}

const look = (now = Date.now()) => notifyAll(t.pool, now)

async function bell(member: Member) {
  const { body } = await member.get('/api/notifications')
  const items = body['items'] as {
    kind: string
    link: string
    data: Record<string, unknown>
    person: { name: string } | null
  }[]
  return items.filter(({ kind }) => kind.startsWith('form_'))
}

const operator = (): MailTransport => ({
  host: '127.0.0.1',
  port: smtp.port,
  security: 'none',
  username: null,
  password: null,
  fromAddress: 'noreply@host.example',
  fromName: null,
  replyTo: null,
  trusted: true,
})

/** Writes what is due and delivers it over the wire; gives what the mail server got of it. */
async function post(now = Date.now()) {
  const door = createMailDoor({ operator: operator(), secret: 'x'.repeat(40), connectMs: 2000, silenceMs: 2000 })
  const before = smtp.arrived.length
  await mailForms(t.pool, door, { now, address: 'https://app.example' })
  await deliverMail(t.pool, door, { now: () => now })
  return smtp.arrived
    .slice(before)
    .filter(({ to }) => to.some((address) => [seller.email, marketer.email].includes(address)))
    .map((mail) => ({ to: mail.to, text: smtp.texts(mail), subject: smtp.header(mail, 'Subject') ?? '' }))
}

const quarter = 15 * 60_000

test('members whom a form names are told in the app and by mail, each once; nobody else is', async () => {
  const other = await t.member((await t.workspace('Others')).workspaceId, 'admin')
  const { rows } = await t.pool.query<{ id: string }>('select id from auth_user where email = $1', [other.email])
  const members = [idOf(seller), rows[0]?.id]
  const path = `/api/forms/${form.id}/tell`
  expect((await seller.post(path, { members, owner: true })).status).toBe(403)
  expect((await other.post(path, { members, owner: true })).status).toBe(404)
  // whoever is of another workspace is passed over
  expect((await marketer.post(path, { members, owner: true })).body).toEqual({
    id: form.id,
    told: { members: [idOf(seller)], owner: true },
    before: { members: [], owner: true },
  })
  expect((await marketer.get(`/api/forms/${form.id}`)).body['told']).toEqual({ members: [idOf(seller)], owner: true })

  await send()
  await look()
  await look()
  const [one, ...more] = await bell(seller)
  expect(more).toEqual([])
  expect(one).toMatchObject({ kind: 'form_sent', data: { form: 'A demo form' }, person: { name: `Person ${serial}` } })
  expect(one?.link).toMatch(new RegExp(`^/capture/forms/${form.id}\\?view=submissions&sent=[0-9a-f-]{36}$`))
  expect(await bell(marketer)).toEqual([])
  expect(await bell(other)).toEqual([])

  const mails = await post()
  expect(mails.map(({ to }) => to)).toEqual([[seller.email]])
  expect(mails[0]?.subject).toContain(`Person_${serial}`)
  expect(mails[0]?.text).toContain(`https://app.example${one?.link}`)
  expect(await post(Date.now() + quarter)).toEqual([])
})

test('a flood is one growing line in the bell and one mail a quarter of an hour', async () => {
  await tell([seller])
  await send()
  const now = Math.floor(Date.now() / quarter) * quarter + quarter
  await look(now)
  expect(await post(now)).toHaveLength(1)
  for (let sent = 0; sent < 14; sent++) await send(`firm-${sent}.example`)
  await look(now + 1)
  expect(await post(now + 60_000)).toEqual([])
  for (let sent = 0; sent < 3; sent++) await send(`late-${sent}.example`)
  // within the hour those who were told one by one leave no room for more than ten
  for (let sent = 0; sent < 7; sent++) await send(`later-${sent}.example`)
  await look(now + 2)
  const told = await bell(seller)
  expect(told.map(({ kind, data }) => [kind, data['count'] ?? 1]).toSorted()).toEqual([
    ['form_sent', 1],
    ['form_sent_many', 24],
  ])
  const [mail, ...others] = await post(now + quarter)
  expect(others).toEqual([])
  expect(mail?.subject).toContain('24_new_submissions')
  expect(mail?.text).toContain('and 14 more')
})

test('bots and spam tell nobody; let in by a colleague, it is told', async () => {
  await tell([seller])
  const trapped = { name: 'Trapped', company: 'T', email: 'a@trapped.example', title: 'T', about: 'T' }
  await sendScript(t, form.slug, { values: trapped, page: randomUUID(), trap: 'http://x.example' })
  const agent = { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' }
  const values = { name: 'Bot', company: 'Bots', email: 'bot@bots.example', title: 'Bot', about: 'Crawl.' }
  await sendBare(t, form.slug, { ...values, _page: randomUUID(), _lang: 'en' }, agent)
  const { body } = await marketer.get(`/api/forms/${form.id}/submissions?kept=out`)
  const kept = body['items'] as { id: string; email: string }[]
  expect(kept.map(({ email }) => email)).toEqual(expect.arrayContaining(['bot@bots.example', 'a@trapped.example']))
  await look()
  expect(await bell(seller)).toEqual([])
  const bot = kept.find(({ email }) => email === 'bot@bots.example')
  await marketer.post(`/api/forms/${form.id}/submissions/clear`, { submission: bot?.id })
  await look()
  expect((await bell(seller)).map(({ person }) => person?.name)).toEqual(['Bot'])
})

test('whoever looks after the person is told, unless the form says not to', async () => {
  const answer = await fetch(`${t.base}/v1/group`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${keys.secret}:`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      userId: 'crm',
      groupId: 'owned',
      traits: { name: 'Owned AG', domain: 'owned.example', owner: seller.email },
    }),
  })
  expect(answer.status).toBe(200)
  await expect
    .poll(async () => (await t.pool.query('select from account where workspace_id = $1', [workspaceId])).rowCount)
    .toBe(1)
  await send('owned.example')
  await look()
  expect(await bell(seller)).toMatchObject([{ kind: 'form_sent', person: { name: `Person ${serial}` } }])
  expect(await bell(marketer)).toEqual([])
  await tell([], false)
  await send('owned.example')
  await look()
  expect(await bell(seller)).toHaveLength(1)
})

test('whoever ends the mails is told in the app alone; a member who left hears nothing', async () => {
  await tell([seller, marketer])
  const set = await seller.post('/api/notification-settings', { forms: false })
  expect(set.body).toMatchObject({ digest: 'daily', forms: false })
  await send()
  await look()
  expect(await bell(seller)).toHaveLength(1)
  expect(await bell(marketer)).toHaveLength(1)
  await t.pool.query('delete from workspace_member where workspace_id = $1 and user_id = $2', [
    workspaceId,
    idOf(marketer),
  ])
  expect(await post()).toEqual([])
  expect((await t.pool.query('select from form_news where workspace_id = $1', [workspaceId])).rowCount).toBe(0)
})
