import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nameCompanies } from '#actions/account-name-look.ts'
import { accountPage } from '#contract/account.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { chrome, publishedForm, sendBare, type MadeForm } from '#test/form-help.ts'

let t: TestApp
let workspaceId: string
let keys: { public: string; secret: string }
let seller: Browser
let form: MadeForm

beforeAll(async () => {
  t = await startTestApp()
  const made = await t.workspace()
  workspaceId = made.workspaceId
  keys = made.keys
  seller = await t.member(workspaceId, 'seller')
  form = await publishedForm(await t.member(workspaceId, 'marketer'), 'demo')
})
afterAll(() => t.stop())

async function send(email: string, company: string) {
  const values = { name: `Mina ${email.split('@')[0]}`, company, email, title: 'Head of logistics', about: 'Delays.' }
  const sent = await sendBare(t, form.slug, { ...values, _page: randomUUID(), _lang: 'en' })
  expect(sent.status, sent.text).toBe(200)
  await nameCompanies(t.pool)
}

async function group(key: string, domain: string, name: string) {
  const answer = await fetch(`${t.base}/v1/group?results=1`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': chrome,
      authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    },
    body: JSON.stringify({
      messageId: randomUUID(),
      userId: `u-${domain}`,
      groupId: `g-${domain}`,
      traits: { domain, name },
    }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

async function company(domain: string) {
  const { rows } = await t.pool.query<{ account_id: string }>(
    `select account_id from account_key where workspace_id = $1 and kind = 'domain' and value = $2`,
    [workspaceId, domain],
  )
  return accountPage.parse((await seller.get(`/api/companies/${rows[0]?.account_id}`)).body)
}

async function search(q: string) {
  const { body } = await seller.get(`/api/companies?q=${encodeURIComponent(q)}`)
  return (body['items'] as { name: string }[]).map(({ name }) => name)
}

test('a company typed into a form names the account that is called by its domain', async () => {
  await send('a@haneul-freight.example', '하늘물류')
  expect(await company('haneul-freight.example')).toMatchObject({
    name: '하늘물류',
    naming: { by: 'people', hand: null, typed: [] },
  })
  expect(await search('하늘')).toEqual(['하늘물류'])
})

test('who disagree name nothing, and are offered; a third decides', async () => {
  await send('a@split.example', 'Split Ltd')
  await send('b@split.example', 'Other Inc')
  expect(await company('split.example')).toMatchObject({ name: 'split.example', naming: { by: null } })
  expect((await company('split.example')).naming.typed).toEqual([
    { name: 'Other Inc', people: 1 },
    { name: 'Split Ltd', people: 1 },
  ])
  await send('c@split.example', 'SPLIT LTD')
  expect(await company('split.example')).toMatchObject({
    name: 'SPLIT LTD',
    naming: { by: 'people', typed: [{ name: 'Other Inc', people: 1 }] },
  })
})

test('neither a form nor a page renames what a trusted source has named', async () => {
  await group(keys.secret, 'known.example', 'Known AG')
  await send('a@known.example', 'Poop')
  await group(keys.public, 'known.example', 'Poop again')
  expect(await company('known.example')).toMatchObject({
    name: 'Known AG',
    naming: { by: 'trusted', typed: [{ name: 'Poop', people: 1 }] },
  })
  // a page alone may name, until somebody better known does
  await group(keys.public, 'paged.example', 'Paged')
  expect((await company('paged.example')).naming.by).toBe('page')
  await group(keys.secret, 'paged.example', 'Paged GmbH')
  expect(await company('paged.example')).toMatchObject({ name: 'Paged GmbH', naming: { by: 'trusted' } })
})

test('free mail and words that are no name say nothing', async () => {
  await send('somebody@gmail.com', 'Gmail fans')
  await send('a@quiet.example', 'n/a')
  expect(await company('quiet.example')).toMatchObject({ name: 'quiet.example', naming: { by: null, typed: [] } })
})

test('a colleague renames it: no source changes that any more, the audit has both names, and it is taken back', async () => {
  await send('a@hand.example', 'Typed')
  const { id } = await company('hand.example')
  const viewer = await t.member(workspaceId, 'viewer')
  expect((await viewer.post(`/api/companies/${id}/name`, { name: 'No', was: null })).status).toBe(403)
  const other = await t.member((await t.workspace('Another')).workspaceId, 'admin')
  expect((await other.post(`/api/companies/${id}/name`, { name: 'No', was: null })).status).toBe(404)

  const done = await seller.post(`/api/companies/${id}/name`, { name: '  Hand & Co ', was: null })
  expect(done.body).toEqual({ id, name: 'Hand & Co', hand: 'Hand & Co', before: { name: 'Typed', hand: null } })
  await group(keys.secret, 'hand.example', 'From the CRM')
  expect(await company('hand.example')).toMatchObject({ name: 'Hand & Co', naming: { by: 'hand', hand: 'Hand & Co' } })
  expect(await search('Hand')).toContain('Hand & Co')
  expect((await seller.post(`/api/companies/${id}/name`, { name: 'Late', was: null })).status).toBe(409)

  const back = await seller.post(`/api/companies/${id}/name`, { name: null, was: 'Hand & Co' })
  expect(back.body).toMatchObject({ name: 'From the CRM', hand: null, before: { name: 'Hand & Co' } })
  const { rows } = await t.pool.query(
    `select detail ->> 'before' as before, detail ->> 'after' as after from audit
     where workspace_id = $1 and verb = 'account.rename' order by at`,
    [workspaceId],
  )
  expect(rows).toEqual([
    { before: 'Typed', after: 'Hand & Co' },
    { before: 'Hand & Co', after: 'From the CRM' },
  ])
})

test('a deal of an import goes to no company that strangers only claim to be', async () => {
  await send('a@not-samsong.example', 'Samsong')
  const made = await seller.post('/api/companies', { name: 'Samsong Electronics' })
  expect(made.body['made']).toBe(true)
  const { accountsByName } = await import('#store/deal/import.ts')
  expect(await accountsByName(t.pool, workspaceId, ['Samsong'])).toEqual([])
  expect(await accountsByName(t.pool, workspaceId, ['Samsong Electronics'])).toHaveLength(1)
})
