import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recoverSubmissions } from '#actions/form-clear.ts'
import type { SubmissionList } from '#contract/form.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { chrome, publishedForm, sendBare, sendScript } from '#test/form-help.ts'

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
  // the page script makes the browser known, as on landing pages; colleagues who look are not counted
  expect(html).toMatch(/<script async nonce="[^"]+" src="\/t\.js" data-key="pk_[^"]+"><\/script>/)
  expect(String((await marketer.get(`/f/${form.slug}`)).body['text'])).not.toContain('/t.js')

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
  await send({ email: 'ANNA@Verfracht.example ' }, randomUUID())
  expect((await count()).map((one) => (one as { state: string }).state)).toEqual(['repeated', 'repeated', 'counted'])
  await send({ message: 'When can we speak? Tomorrow?' })
  expect(await count()).toHaveLength(4)
  expect((await eventsOf(values.email)).map(({ name }) => name)).toEqual(['form_submitted', 'form_submitted'])
})

test('what is wrong is said at the fields, in the language of the page, and what was typed is kept', async () => {
  const form = await publishedForm(marketer, 'demo')
  const sent = await sendBare(t, form.slug, {
    name: '"><script>alert(1)</script>',
    company: '한빛물류',
    email: 'jiho.kim@',
    title: '',
    _lang: 'ko',
    _page: randomUUID(),
  })
  expect(sent.status).toBe(422)
  expect(sent.text).toContain('이메일 주소 형식이 아닙니다')
  expect(sent.text).toContain('value="한빛물류"')
  expect(sent.text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
  expect(sent.text).not.toContain('<script>alert')
  const byScript = await sendScript(t, form.slug, { values: { email: 'jiho.kim@' }, language: 'ko' })
  expect([byScript.status, byScript.json]).toMatchObject([
    422,
    {
      faults: expect.arrayContaining([
        { field: 'email', code: 'mail' },
        { field: 'title', code: 'required' },
      ]),
    },
  ])
  expect((await marketer.get(`/api/forms/${form.id}/submissions`)).body['items']).toEqual([])
})

test('free mail is refused where the form wants companies, and only noted where it says so', async () => {
  const values = { name: 'Kim', company: 'Hanbit', email: 'kim.form@naver.com', message: 'Hello there, friends' }
  const strict = await publishedForm(marketer, 'contact', (document) => ({ ...document, freeMail: 'refuse' }))
  const refused = await sendScript(t, strict.slug, { values, page: randomUUID() })
  expect([refused.status, refused.json]).toEqual([422, { faults: [{ field: 'email', code: 'mail_free' }] }])
  const lenient = await publishedForm(marketer, 'contact', (document) => ({ ...document, freeMail: 'mark' }))
  expect((await sendScript(t, lenient.slug, { values, page: randomUUID() })).status).toBe(200)
  expect((await marketer.get(`/api/forms/${lenient.id}/submissions`)).body).toMatchObject({
    items: [{ state: 'counted', marks: expect.arrayContaining(['free_mail']) }],
  })
})

test('spam is thanked and kept out with its reasons; let in by a colleague, it counts as of when it was sent', async () => {
  const form = await publishedForm(marketer, 'contact')
  const values = {
    name: 'Petra',
    company: 'Muster',
    email: 'petra@muster-spam.example',
    message: 'Please send prices.',
  }
  const sent = await sendScript(t, form.slug, { values, page: randomUUID(), trap: 'http://x.example' })
  expect([sent.status, String(sent.json['html'])]).toMatchObject([200, expect.stringContaining('Thank you')])
  expect(await people(values.email)).toEqual([])
  const kept = async (which: string) =>
    (await marketer.get(`/api/forms/${form.id}/submissions?kept=${which}`)).body['items'] as {
      id: string
      at: string
      reasons: string[]
    }[]
  const [spam] = await kept('out')
  expect(spam).toMatchObject({ state: 'spam', reasons: expect.arrayContaining(['honeypot']), person: null })
  const clear = () => marketer.post(`/api/forms/${form.id}/submissions/clear`, { submission: spam?.id })
  expect((await clear()).body).toMatchObject({ outcome: 'counted' })
  expect((await clear()).status).toBe(409)
  expect(await kept('out')).toEqual([])
  expect(await kept('in')).toMatchObject([{ state: 'cleared', person: { email: values.email } }])
  const { rows } = await t.pool.query(`select time from event where message_id = $1`, [`form:${spam?.id}`])
  expect(rows[0].time.toISOString()).toBe(spam?.at)
})

test('of a browser that looks like a program nobody is lost: it waits for a look, and let in it is a person’s', async () => {
  const form = await publishedForm(marketer, 'demo')
  const email = 'walker@headless.example'
  const headers = { 'user-agent': chrome.replace('Chrome', 'HeadlessChrome') }
  const values = { ...jiho, email, marketing: 'yes' }
  const sent = await sendScript(t, form.slug, { values, page: randomUUID(), language: 'ko' }, { headers })
  expect([sent.status, String(sent.json['html'])]).toMatchObject([200, expect.stringContaining('감사합니다')])
  // a program of somebody's site: perhaps a person behind it, who stands there, but nothing says so
  const library = { values: { ...jiho, email: 'by@library.example' }, page: randomUUID(), language: 'ko' }
  await sendScript(t, form.slug, library, { headers: { 'user-agent': 'python-requests/2.32' } })
  const counts = async () =>
    ((await marketer.get('/api/forms')).body['items'] as { id: string; counts: object }[]).find(
      ({ id }) => id === form.id,
    )?.counts
  expect(await counts()).toMatchObject({ sent: 0, spam: 1 })
  const kept = (await marketer.get(`/api/forms/${form.id}/submissions?kept=out`)).body['items'] as { id: string }[]
  expect(kept).toMatchObject([{ state: 'spam', reasons: expect.arrayContaining(['machine']), person: null, email }])
  const cleared = await marketer.post(`/api/forms/${form.id}/submissions/clear`, { submission: kept[0]?.id })
  expect(cleared.body).toMatchObject({ outcome: 'counted' })
  expect(await eventsOf(email)).toMatchObject([
    { name: 'form_submitted', verdict: 'human', trust: 'public' },
    { name: 'demo_requested', verdict: 'human', trust: 'public' },
    { name: 'consent_requested', verdict: 'human' },
  ])
  expect(await counts()).toMatchObject({ sent: 1, spam: 0 })
  expect((await marketer.get(`/api/forms/${form.id}/funnel`)).body).toMatchObject({ unseen: 1 })
  const mails = await t.pool.query(`select kind from mail where to_address = $1`, [email])
  expect(mails.rows).toEqual([{ kind: 'consent_confirm' }])
})

test('a form on a page that is open goes by the version it was made with, whatever was published since', async () => {
  const form = await publishedForm(marketer, 'contact')
  const opened = await sendScript(t, form.slug, { languages: ['ru-RU'] }, { path: '/open' })
  const model = opened.json['model'] as { language: string; version: number }
  expect(model).toMatchObject({ language: 'ru', version: 1 })
  const { body } = await marketer.get(`/api/forms/${form.id}`)
  const document = body['document'] as { fields: { id: string; required: boolean }[] }
  const fields = document.fields.map((one) => (one.id === 'company' ? { ...one, id: 'firm', required: true } : one))
  const changed = await marketer.post(`/api/forms/${form.id}/change`, {
    revision: body['revision'],
    document: { ...document, fields },
  })
  await marketer.post(`/api/forms/${form.id}/publish`, { revision: changed.body['revision'] })
  // what is shown is read anew every two seconds
  await new Promise((done) => setTimeout(done, 2100))
  const token = /name="_token" value="([^"]+)"/.exec(String(opened.json['html']))?.[1] ?? ''
  const values = { name: 'Olga', company: 'Север', email: 'olga@sever.example', message: 'Нужна консультация' }
  const old = await sendScript(t, form.slug, { values, token, page: randomUUID(), language: 'ru' })
  expect([old.status, old.json['html']]).toMatchObject([200, expect.stringContaining('Спасибо')])
  const fresh = await sendScript(t, form.slug, { values, page: randomUUID(), language: 'ru' })
  expect(fresh.json).toEqual({ faults: [{ field: 'firm', code: 'required' }] })
  const items = (await marketer.get(`/api/forms/${form.id}/submissions`)).body['items']
  expect(items).toMatchObject([{ version: 1, fields: { company: 'Север' } }])
  // whoever works on an old revision is told
  expect((await marketer.post(`/api/forms/${form.id}/change`, { revision: 1, name: 'Mine' })).status).toBe(409)
  const restored = await marketer.post(`/api/forms/${form.id}/restore`, {
    version: 1,
    revision: changed.body['revision'],
  })
  expect(restored.status).toBe(200)
  expect((await marketer.get(`/api/forms/${form.id}`)).body).toMatchObject({ changed: true, published: 2 })
})

test('what a browser told is not asked of it again; a stranger who types the same address learns nothing', async () => {
  const form = await publishedForm(marketer, 'ebook', (document) => ({
    ...document,
    hosts: ['example.com'],
    thanks: { kind: 'content', asset: null, url: 'https://example.com/e.pdf', label: {}, mail: true },
  }))
  const ask = async (anonymousId: string | null) => {
    const { json } = await sendScript(t, form.slug, { languages: ['en'], anonymousId }, { path: '/open' })
    const { fields } = json['model'] as { fields: { id: string; kind: string }[] }
    const html = String(json['html'])
    return {
      ids: fields.filter(({ kind }) => kind !== 'hidden' && kind !== 'consent').map(({ id }) => id),
      token: /name="_token" value="([^"]+)"/.exec(html)?.[1] ?? '',
      html,
    }
  }
  const send = (anonymousId: string | null, token: string, values: object) =>
    sendScript(t, form.slug, { values, token, anonymousId, page: randomUUID(), language: 'en' })
  const email = 'mina@profil.example'
  const first = await ask('browser-of-mina')
  expect(first.ids).toEqual(['email', 'title', 'company'])
  const sent = await send('browser-of-mina', first.token, { email, title: 'Head of Supply', company: 'Profil' })
  expect(String(sent.json['html'])).toContain('href="https://example.com/e.pdf"')
  const second = await ask('browser-of-mina')
  expect(second.ids).toEqual(['email', 'employees'])
  expect(second.html).not.toContain('Head of Supply')
  await send('browser-of-mina', second.token, { email, employees: '200' })
  const third = await ask('browser-of-mina')
  expect(third.ids).toEqual(['email', 'industry'])
  // somebody else, who types her address
  const stranger = await ask('browser-of-a-stranger')
  await send('browser-of-a-stranger', stranger.token, { email, title: 'CEO', company: 'X' })
  expect((await ask('browser-of-a-stranger')).ids).toEqual(['email', 'employees'])
  expect((await ask(null)).ids).toEqual(['email', 'title', 'company'])
  const mails = await t.pool.query(`select to_address, body as text from mail where kind = 'form_content'`)
  expect(mails.rows).toMatchObject([{ to_address: email, text: expect.stringContaining('https://example.com/e.pdf') }])
})

test('a browser that asks not to be followed gives its form, and is tied to nothing', async () => {
  await t.pool.query(`update workspace set settings = settings || '{"honourDnt": true}' where workspace_id = $1`, [
    workspaceId,
  ])
  const form = await publishedForm(marketer, 'contact')
  const values = { name: 'Ida', company: 'Still', email: 'ida@still.example', message: 'Nobody should follow me.' }
  const sent = await sendScript(
    t,
    form.slug,
    { values, anonymousId: 'browser-of-ida', page: randomUUID() },
    { headers: { dnt: '1' } },
  )
  expect(sent.status).toBe(200)
  expect(await people(values.email)).toHaveLength(1)
  const { rows } = await t.pool.query(
    `select count(*)::int as n from form_submission s, event e
     where s.visitor::text like '%browser-of-ida%' or e.anonymous_id = 'browser-of-ida'`,
  )
  expect(rows[0].n).toBe(0)
  await t.pool.query(`update workspace set settings = settings - 'honourDnt' where workspace_id = $1`, [workspaceId])
})

test('consent is given by the words in force, and asked for again by mail where it is double', async () => {
  const form = await publishedForm(marketer, 'newsletter')
  const email = 'leser@muster-brief.example'
  const sent = await sendBare(t, form.slug, { email, title: 'CTO', marketing: 'yes', _lang: 'en', _page: randomUUID() })
  expect(sent.status).toBe(200)
  const { rows } = await t.pool.query(`select name, props from event where email = $1 and name like 'consent_%'`, [
    email,
  ])
  expect(rows).toMatchObject([
    {
      props: { purpose: 'marketing', source: `form:${form.slug}`, wording: expect.stringMatching(/^marketing\.\d+$/) },
    },
  ])
  expect(rows[0].props.text.length).toBeGreaterThan(10)
  const { heads } = (await marketer.get(`/api/forms/${form.id}/submissions`)).body as { heads: { id: string }[] }
  const marketing = heads.find(({ id }) => id === 'marketing')
  expect(marketing).toMatchObject({ label: { en: 'Mail with news and offers', ko: expect.any(String) }, source: null })
  expect(heads).toContainEqual({ id: 'page', label: {}, source: 'page' })
  const refused = await sendBare(t, form.slug, { email: 'other@muster-brief.example', title: 'CTO', _lang: 'en' })
  expect([refused.status, refused.text]).toMatchObject([422, expect.stringContaining('tick this box')])
})

test('a redirect leads to hosts of the form only, and its page allows no other', async () => {
  const form = await publishedForm(marketer, 'contact', (document) => ({
    ...document,
    hosts: ['example.com'],
    thanks: { kind: 'redirect', url: 'https://www.example.com/thanks' },
  }))
  const values = { name: 'Ravi', company: 'Delta', email: 'ravi@delta.example', message: 'Please call me back.' }
  const sent = await sendBare(t, form.slug, { ...values, _page: randomUUID() })
  expect([sent.status, sent.headers.get('location')]).toEqual([303, 'https://www.example.com/thanks'])
  const page = await fetch(`${t.base}/f/${form.slug}`)
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://www.example.com;")
  const { body } = await marketer.get(`/api/forms/${form.id}`)
  const document = { ...(body['document'] as object), thanks: { kind: 'redirect', url: 'https://evil.example/' } }
  const changed = await marketer.post(`/api/forms/${form.id}/change`, { revision: body['revision'], document })
  const published = await marketer.post(`/api/forms/${form.id}/publish`, { revision: changed.body['revision'] })
  expect([published.status, published.body['detail']]).toMatchObject([400, expect.stringContaining('redirect')])
})

test('looks are counted without a value of any field: seen, started, left at which field, sent', async () => {
  const form = await publishedForm(marketer, 'contact')
  const look = (visit: string, more: object = {}) =>
    sendScript(
      t,
      form.slug,
      {
        visit,
        version: 1,
        language: 'en',
        url: 'https://site.example/contact',
        referrer: 'https://www.google.com/',
        ...more,
      },
      { path: '/look' },
    )
  const [seen, left, sent] = [randomUUID(), randomUUID(), randomUUID()] as [string, string, string]
  expect((await look(seen)).status).toBe(204)
  await look(left)
  await look(left, { started: true, field: 'email' })
  await look(sent, { started: true, field: 'name', anonymousId: 'browser-of-max' })
  await look(randomUUID(), { started: true, field: 'no such field' })
  const values = { name: 'Max', company: 'Zwei', email: 'max@zwei.example', message: 'Two words and more' }
  await sendScript(t, form.slug, { values, visit: sent, page: randomUUID() })
  await t.pool.query(`update form_visit set started_at = started_at - interval '1 hour' where form_id = $1`, [form.id])
  const { body } = await marketer.get(`/api/forms/${form.id}/funnel?by=channel`)
  expect(body).toMatchObject({
    total: { seen: 4, started: 3, sent: 1, rate: { rate: 0.25 } },
    groups: [{ value: 'search', seen: 4 }],
    abandoned: [{ field: 'email', left: 1 }],
    people: 1,
    unseen: 0,
  })
  const { rows } = await t.pool.query(`select name from event where anonymous_id = 'browser-of-max' order by time`)
  expect(rows.map(({ name }) => name)).toEqual(['form_viewed', 'form_started'])
  const own = await t.pool.query(`select * from form_visit where form_id = $1`, [form.id])
  expect(JSON.stringify(own.rows)).not.toMatch(/max@|Zwei|127\.0\.0/)
})

test('a form that is closed says so; looking at any of its pages changes nothing', async () => {
  const form = await publishedForm(marketer, 'contact')
  const tables = async () => {
    const { rows } = await t.pool.query(
      `select (select count(*) from form_submission)::int as s, (select count(*) from form_visit)::int as v,
         (select count(*) from event)::int as e, (select count(*) from auth_secret)::int as k,
         (select count(*) from attempt)::int as a, (select count(*) from audit)::int as u`,
    )
    return rows[0]
  }
  const before = await tables()
  for (const method of ['GET', 'HEAD'])
    for (const path of [
      `/f/${form.slug}`,
      `/f/${form.slug}?lang=ko&utm_source=x`,
      '/f.js',
      `/f/${form.slug}/open`,
      '/f/none',
    ])
      expect((await fetch(t.base + path, { method })).status).toBeLessThan(500)
  expect(await tables()).toEqual(before)
  const page = await (await fetch(`${t.base}/f/${form.slug}?utm_source=a%22%3E%3Cb%3E`)).text()
  expect(page).toContain('value="a&#34;&#62;&#60;b&#62;" data-source="utm_source"')
  await marketer.post(`/api/forms/${form.id}/withdraw`, {})
  await new Promise((done) => setTimeout(done, 2100))
  expect((await fetch(`${t.base}/f/${form.slug}`)).status).toBe(410)
  expect((await sendScript(t, form.slug, { values: {} })).status).toBe(410)
  expect((await marketer.post(`/api/forms/${form.id}/withdraw`, { undo: true })).body).toMatchObject({ published: 1 })
})

test('what was sent can be taken out as a file, in which no cell is a formula', async () => {
  const form = await publishedForm(marketer, 'contact')
  const values = {
    name: '=HYPERLINK("http://x")',
    company: '+1',
    email: 'formel@muster.example',
    message: '@SUM(A1:A9) please',
  }
  await sendScript(t, form.slug, { values, page: randomUUID() })
  const { body } = await marketer.post(`/api/forms/${form.id}/submissions/export`, { kept: 'out' })
  const file = await marketer.get(String(body['path']))
  expect(String(file.body['text'])).toContain(`"'=HYPERLINK(""http://x"")"`)
  expect(String(file.body['text'])).toContain(`'@SUM(A1:A9) please`)
  const viewer = await t.member(workspaceId, 'viewer')
  expect((await viewer.get(String(body['path']))).status).toBe(403)
})

test('what was kept when the server stopped before the flow heard of it is counted later, once', async () => {
  const form = await publishedForm(marketer, 'contact')
  const values = { name: 'Nora', company: 'Nord', email: 'nora@nord-later.example', message: 'Before the power went.' }
  await sendScript(t, form.slug, { values, page: randomUUID() })
  const { rows } = await t.pool.query(`select * from form_submission where form_id = $1`, [form.id])
  const [row] = rows
  // as it stands when nobody told the flow: another id, and a while ago
  const id = randomUUID()
  const at = new Date(Date.now() - 3_600_000)
  await t.pool.query(
    `insert into form_submission (workspace_id, id, form_id, version, received_at, state, fields, email, language, digest, visitor)
     select workspace_id, $2, form_id, version, $3, state, fields || '{"email": "nora2@nord-later.example"}', 'nora2@nord-later.example',
       language, sha256('x'), visitor from form_submission where id = $1`,
    [row.id, id, at],
  )
  const recover = () => recoverSubmissions(t.pool, { base: t.base, now: Date.now() })
  expect([await recover(), await recover()]).toEqual([1, 0])
  const [person] = await people('nora2@nord-later.example')
  expect(person).toMatchObject({ name: 'Nora', facts: { company: 'Nord' } })
  const events = await t.pool.query(`select time from event where message_id = $1`, [`form:${id}`])
  expect(events.rows[0].time.getTime()).toBe(at.getTime())
})

test('content of the library is given at once, by a link of the reader’s own, and by mail', async () => {
  const sender = { name: 'Arrivals Ltd', postal: '', contact: '' }
  expect((await marketer.post('/api/consent/settings', { sender })).status).toBe(200)
  const made = await marketer.post('/api/content', {
    title: 'Arrival times you can promise',
    kind: 'ebook',
    versions: [{ language: 'en', title: 'Arrival times', address: 'https://docs.example.com/arrival.pdf' }],
  })
  expect(made.status).toBe(200)
  const asset = String(made.body['id'])
  const form = await publishedForm(marketer, 'ebook', (document) => ({
    ...document,
    thanks: { kind: 'content', asset, url: '', label: { en: 'Read it' }, mail: true },
  }))
  const values = { email: 'reader@library.example', title: 'Planner', company: 'Library' }
  const sent = await sendScript(t, form.slug, { values, page: randomUUID(), language: 'en' })
  const link = /href="([^"]+\/c\/[^"]+)"/.exec(String(sent.json['html']))?.[1] ?? ''
  expect(link).toMatch(/^http/)
  const { rows } = await t.pool.query(
    `select l.person_id, l.campaign from content_link l where l.asset_id = $1 order by l.created_at`,
    [asset],
  )
  const [reader] = await people(values.email)
  // one shown, one in the mail: both are that person's
  expect(rows).toEqual([
    { person_id: reader?.id, campaign: `form:${form.slug}` },
    { person_id: reader?.id, campaign: `form:${form.slug}` },
  ])
  const opened = await fetch(link, { redirect: 'manual' })
  expect(opened.status).toBeLessThan(400)
  // the mail names what it gives, and is signed as other mail to people is
  const mails = await t.pool.query(`select subject, body from mail where to_address = $1`, [values.email])
  expect(mails.rows).toEqual([
    { subject: 'What you asked for: Arrival times', body: expect.stringMatching(/\n\nArrivals Ltd$/) },
  ])
})

test('the timeline leads to what was sent, for those who may see forms, and what was sent leads to the person', async () => {
  const form = await publishedForm(marketer, 'demo')
  const email = 'ines@timeline.example'
  await sendBare(t, form.slug, { ...jiho, email, _page: randomUUID(), _lang: 'ko' })
  const [person] = await people(email)
  const story = async (who: Browser) => {
    const { body } = await who.get(`/api/people/${person?.id}/events`)
    return body['items'] as { name: string; submission?: { form: string; id: string } }[]
  }
  const events = await story(marketer)
  const sent = events.find(({ name }) => name === 'form_submitted')?.submission
  expect(sent?.form).toBe(form.id)
  expect(events.filter(({ submission }) => submission !== undefined)).toHaveLength(1)

  const one = await marketer.get(`/api/forms/${form.id}/submissions?only=${sent?.id}`)
  expect(one.body).toMatchObject({ items: [{ id: sent?.id, email, person: { id: person?.id } }], next: null })
  const other = await publishedForm(marketer, 'demo')
  expect((await marketer.get(`/api/forms/${other.id}/submissions?only=${sent?.id}`)).status).toBe(404)

  // what is not kept any more is not led to
  await t.pool.query('delete from form_submission where id = $1', [sent?.id])
  expect((await story(marketer)).some(({ submission }) => submission !== undefined)).toBe(false)
})

test('the list of forms says the rates of looks, and of too few none', async () => {
  const form = await publishedForm(marketer, 'demo')
  const listed = async () => {
    const { body } = await marketer.get('/api/forms')
    return (body['items'] as { id: string; counts: object; rates: object }[]).find(({ id }) => id === form.id)
  }
  const looked = (count: number, started: number, sent: number) =>
    t.pool.query(
      `insert into form_visit (workspace_id, id, form_id, version, seen_at, started_at, sent_at, language, device)
       select $1, gen_random_uuid(), $2, 1, now(), case when n <= $4 then now() end, case when n <= $5 then now() end, 'en', 'desktop'
       from generate_series(1, $3) n`,
      [workspaceId, form.id, count, started, sent],
    )
  await looked(19, 4, 1)
  expect((await listed())?.rates).toEqual({ start: null, send: null })
  await looked(21, 16, 9)
  expect(await listed()).toMatchObject({
    counts: { seen: 40, started: 20 },
    rates: { start: { rate: 0.5 }, send: { rate: 0.5 } },
  })
})

test('what was sent is found by its words in any script, by person and company, and exported as it is found', async () => {
  const form = await publishedForm(marketer, 'contact')
  const other = await publishedForm(marketer, 'contact')
  const send = async (to: typeof form, values: Record<string, string>, trap = '') =>
    expect((await sendScript(t, to.slug, { values, page: randomUUID(), trap })).status).toBe(200)
  const people = [
    {
      name: 'Ольга Иванова',
      company: 'Север Логистика',
      email: 'olga@sever-find.example',
      message: 'Нужен РАСЧЁТ 100% груза.',
    },
    { name: '김민수', company: '한빛물류', email: 'minsu@hanbit-find.example', message: '견적 부탁드립니다.' },
    {
      name: 'Kim Minsu',
      company: 'Hanbit',
      email: 'KIM@hanbit-find.example',
      message: 'A quote for a_b (two) please.',
    },
  ]
  for (const values of people) await send(form, values)
  await send(
    form,
    { name: 'Robot', company: 'Muster', email: 'kim@muster-find.example', message: 'Please send prices.' },
    'filled in',
  )
  await send(other, {
    name: 'Kim Elsewhere',
    company: 'Else',
    email: 'kim@else-find.example',
    message: 'Not this form, kim.',
  })
  const path = `/api/forms/${form.id}/submissions`
  const found = async (q: string, more = '') => {
    const { status, body } = await marketer.get(`${path}?q=${encodeURIComponent(q)}${more}`)
    expect([q, status]).toEqual([q, 200])
    const { items, total } = body as unknown as SubmissionList
    return { names: items.map(({ fields }) => fields['name']), total }
  }
  const kept = (await found('', '&kept=out')).names
  expect(kept).toEqual(['Robot'])
  for (const [q, names] of [
    ['', ['Kim Minsu', '김민수', 'Ольга Иванова']],
    ['иванова', ['Ольга Иванова']],
    ['СЕВЕР расчёт', ['Ольга Иванова']],
    ['расчет', []],
    ['한빛', ['김민수']],
    ['견적 김민수', ['김민수']],
    ['김민수 Hanbit-Find', ['김민수']],
    ['ｋｉｍ', ['Kim Minsu']],
    ['minsu', ['Kim Minsu', '김민수']],
    ['@hanbit-find.example', ['Kim Minsu', '김민수']],
    ['100%', ['Ольга Иванова']],
    ['a_b (two)', ['Kim Minsu']],
    ['.*', []],
    ['message', []],
    ['elsewhere', []],
  ] as const)
    expect([q, (await found(q)).names]).toEqual([q, names])
  expect((await found('kim')).total).toMatchObject({ in: 1, out: 1 })
  expect((await found('kim', '&kept=out')).names).toEqual(['Robot'])

  // as the person and the company are called now
  const { body } = await marketer.get(`${path}?q=minsu@hanbit-find.example`)
  const [item] = (body as unknown as SubmissionList).items
  await t.pool.query(`update person set name = 'Min-su of Busan' where id = $1`, [item?.person?.id])
  expect((await found('busan')).names).toEqual(['김민수'])
  const renamed = await t.pool.query(
    `update account set name = 'Harbour Group' where id = (select account_id from person where id = $1)`,
    [item?.person?.id],
  )
  expect([renamed.rowCount, (await found('HARBOUR')).names]).toEqual([1, ['Kim Minsu', '김민수']])

  const first = (await marketer.get(`${path}?q=hanbit-find&limit=1`)).body as unknown as SubmissionList
  const rest = await found('hanbit-find', `&limit=1&cursor=${first.next}`)
  expect([first.items.map(({ fields }) => fields['name']), rest.names]).toEqual([['Kim Minsu'], ['김민수']])
  expect((await marketer.get(`${path}?q=other&cursor=${first.next}`)).status).toBe(400)
  expect((await marketer.get(`${path}?q=%00`)).status).toBe(400)

  const leave = await marketer.post(`${path}/export`, { kept: 'in', q: '한빛' })
  const file = String((await marketer.get(String(leave.body['path']))).body['text'])
  expect(file.trim().split('\r\n')).toHaveLength(2)
  expect(file).toContain('김민수')
})

test('the same answers to another form are no repetition; what was sent to a form goes with it, and nothing else', async () => {
  const forms = [await publishedForm(marketer, 'demo'), await publishedForm(marketer, 'demo')] as const
  const who = { ...jiho, email: 'both@hanbit-logistics.example' }
  for (const { slug } of forms) await sendBare(t, slug, { ...who, _page: randomUUID(), _lang: 'ko' })
  const states = async () => {
    const ids = forms.map(({ id }) => id)
    const { rows } = await t.pool.query<{ form: string; state: string }>(
      'select form_id as form, state from form_submission where form_id = any($1::uuid[])',
      [ids],
    )
    return ids.map((id) => rows.filter(({ form }) => form === id).map(({ state }) => state))
  }
  expect(await states()).toEqual([['counted'], ['counted']])
  await t.pool.query('delete from form where id = $1', [forms[0].id])
  expect(await states()).toEqual([[], ['counted']])
})
