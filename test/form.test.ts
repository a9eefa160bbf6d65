import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { publishedForm, sendBare, sendScript } from '#test/form-help.ts'

let t: TestApp
let workspaceId: string
let marketer: Browser

beforeAll(async () => {
  t = await startTestApp()
  workspaceId = (await t.workspace()).workspaceId
  marketer = await t.member(workspaceId, 'marketer')
})
afterAll(() => t.stop())

const jiho = {
  name: '김지호',
  company: '한빛물류',
  email: 'jiho.kim@hanbit-logistics.example',
  title: '물류팀장',
  about: '선적 지연을 미리 알고 싶습니다.',
}

async function people(email: string) {
  const { rows } = await t.pool.query(
    `select p.id, p.name, p.facts from person p where p.workspace_id = $1 and p.email = $2 and p.merged_into is null`,
    [workspaceId, email],
  )
  return rows as { id: string; name: string; facts: Record<string, unknown> }[]
}

async function eventsOf(email: string) {
  const { rows } = await t.pool.query(
    `select e.name, e.verdict, e.trust, e.object from event e join person p on p.id = e.person_id
     where e.workspace_id = $1 and p.email = $2 order by e.time, e.message_id`,
    [workspaceId, email],
  )
  return rows as { name: string; verdict: string; trust: string; object: string }[]
}

test('a form that is defined and published has a page of its own, and what is sent by it counts in the flow', async () => {
  const form = await publishedForm(marketer, 'demo')
  const page = await fetch(`${t.base}/f/${form.slug}`, { headers: { 'accept-language': 'ko' } })
  const html = await page.text()
  expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null])
  expect(html).toContain('<html lang="ko">')
  expect(html).toContain('데모 신청')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")

  const sent = await sendBare(t, form.slug, { ...jiho, _page: randomUUID(), _lang: 'ko' })
  expect(sent.status).toBe(200)
  expect(sent.text).toContain('감사합니다')
  const [person] = await people(jiho.email)
  expect(person).toMatchObject({ name: '김지호', facts: { title: '물류팀장', company: '한빛물류' } })
  expect(await eventsOf(jiho.email)).toEqual([
    { name: 'form_submitted', verdict: 'human', trust: 'public', object: form.slug },
    { name: 'demo_requested', verdict: 'human', trust: 'public', object: form.slug },
  ])
  const list = await marketer.get(`/api/forms/${form.id}/submissions`)
  expect(list.body).toMatchObject({
    items: [{ state: 'counted', language: 'ko', fields: { about: jiho.about }, person: { id: person?.id } }],
    total: { in: 1, out: 0 },
  })
})

test('sent twice, by an impatient hand or a retrying script, it counts once; changed and sent again, it is another', async () => {
  const form = await publishedForm(marketer, 'contact')
  const page = randomUUID()
  const values = { name: 'Anna', company: 'Verfracht', email: 'anna@verfracht.example', message: 'When can we speak?' }
  const send = (more: object = {}, number = page) =>
    sendScript(t, form.slug, { values: { ...values, ...more }, page: number, language: 'en' })
  const answers = await Promise.all([send(), send(), send()])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  await send()
  const count = async () => (await marketer.get(`/api/forms/${form.id}/submissions`)).body['items'] as object[]
  expect(await count()).toMatchObject([{ state: 'counted' }])
  // the same words from a page that was loaded anew: kept, and said to be a repetition
  await send({}, randomUUID())
  expect((await count()).map((one) => (one as { state: string }).state)).toEqual(['repeated', 'counted'])
  await send({ message: 'When can we speak? Tomorrow?' })
  expect(await count()).toHaveLength(3)
  expect((await eventsOf(values.email)).map(({ name }) => name)).toEqual(['form_submitted', 'form_submitted'])
})
