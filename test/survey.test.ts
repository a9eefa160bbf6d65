import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carryOutErasures } from '#actions/person-erase-run.ts'
import { recoverAnswers } from '#actions/survey/count.ts'
import type { SurveyPage, SurveyResult } from '#contract/survey.ts'
import { type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { chrome } from '#test/form-help.ts'
import { answerBare, answerScript, openedSurvey } from '#test/survey-help.ts'

let app: TestApp
let marketer: Browser
let workspaceId: string
beforeAll(async () => {
  app = await startTestApp({ trustProxy: true })
  ;({ workspaceId } = await app.workspace('Here'))
  marketer = await app.member(workspaceId, 'marketer')
})
afterAll(() => app.stop())

let last = 0
/** Somebody at an address of their own. */
const from = (agent = chrome): Record<string, string> => ({
  'x-forwarded-for': `198.51.${Math.floor(++last / 250)}.${last % 250}`,
  'user-agent': agent,
})
const resultOf = async (id: string, query = ''): Promise<SurveyResult> =>
  (await marketer.get(`/api/surveys/${id}/result${query}`)).body as unknown as SurveyResult
const answersOf = async (id: string, query = '') =>
  (await marketer.get(`/api/surveys/${id}/answers${query}`)).body['items'] as Record<string, unknown>[]

describe('its own page', () => {
  test('asks in the visitor’s language, works without a script, and thanks after a redirect', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const page = await fetch(`${app.base}/s/${slug}`, { headers: { 'accept-language': 'ko-KR,ko' } })
    const text = await page.text()
    expect(page.status).toBe(200)
    expect(text).toContain('오늘 이전에 Here에 대해')
    expect(text).toMatch(/<h1>.*<\/h1><\/legend>/s)
    expect(page.headers.get('set-cookie')).toBe(null)
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    const sent = await answerBare(app, slug, { answer: 'know', _lang: 'ko', _page: randomUUID() }, from())
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/s/${slug}?done&lang=ko`])
    const thanks = await (await fetch(`${app.base}${sent.headers.get('location')}`)).text()
    expect(thanks).toContain('답변해 주셔서 감사합니다')
    expect((await resultOf(id)).total).toMatchObject({ answered: 1, says: { rate: 1 } })
  })

  test('a link may choose an answer beforehand, and counts nothing', async () => {
    const { id, slug } = await openedSurvey(marketer, 'recommend')
    const page = await (await fetch(`${app.base}/s/${slug}?answer=7`)).text()
    expect(page).toMatch(/value="7" checked/)
    expect((await resultOf(id)).total).toMatchObject({ answered: 0 })
  })

  test('no answer, and one that is none of those given, are refused with the question still there', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const none = await answerBare(app, slug, { _lang: 'en' }, from())
    expect([none.status, none.text.includes('Please answer first.')]).toEqual([422, true])
    const wrong = await answerBare(app, slug, { answer: '<script>alert(1)</script>', _lang: 'ru' }, from())
    expect([wrong.status, wrong.text.includes('Выберите один из предложенных')]).toEqual([422, true])
    expect(wrong.text).not.toContain('<script>alert')
    expect((await answerScript(app, slug, { answer: ['know', 'name'] }, { headers: from() })).status).toBe(422)
    expect((await resultOf(id)).total).toMatchObject({ answered: 0 })
  })

  test('one that is a draft or closed takes nothing, and says so', async () => {
    const made = await marketer.post('/api/surveys', { name: 'Draft' })
    const slug = String(made.body['slug'])
    expect((await fetch(`${app.base}/s/${slug}`)).status).toBe(410)
    expect((await answerBare(app, slug, { answer: 'know' }, from())).status).toBe(410)
    expect((await answerScript(app, slug, {}, { path: '/open' })).status).toBe(410)
    expect((await fetch(`${app.base}/s/nothing-here`)).status).toBe(404)
    const open = await openedSurvey(marketer, 'knows_us')
    expect((await marketer.post(`/api/surveys/${open.id}/close`)).body).toMatchObject({ state: 'closed' })
    await new Promise((resume) => setTimeout(resume, 2100))
    expect((await answerBare(app, open.slug, { answer: 'know' }, from())).status).toBe(410)
    expect((await marketer.post(`/api/surveys/${open.id}/close`, { undo: true })).body).toMatchObject({ state: 'open' })
  })
})

describe('once for each visitor', () => {
  test('by the browser’s id where it may be known, from wherever it comes', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const anonymousId = `browser${randomUUID().slice(0, 8)}`
    const body = { answer: ['new'], anonymousId, page: randomUUID() }
    expect((await answerScript(app, slug, body, { headers: from() })).status).toBe(200)
    // the same page sending again
    expect((await answerScript(app, slug, body, { headers: from() })).status).toBe(200)
    expect(await resultOf(id)).toMatchObject({ total: { answered: 1 }, repeated: 0 })
    const again = { ...body, answer: ['know'], page: randomUUID() }
    expect((await answerScript(app, slug, again, { headers: from() })).status).toBe(200)
    expect(await resultOf(id)).toMatchObject({ total: { answered: 1, says: { rate: 0 } }, repeated: 1 })
    const asked = { languages: ['ru'], anonymousId }
    expect((await answerScript(app, slug, asked, { path: '/open' })).json).toEqual({ answered: true })
    const stranger = await answerScript(app, slug, { languages: ['ru'] }, { path: '/open' })
    expect(stranger.json['html']).toContain('Слышали ли вы')
  })

  test('without an id by where they sit and with what, for that day, and as a count of nobody', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const one = from()
    await answerBare(app, slug, { answer: 'know', _page: randomUUID() }, one)
    await answerBare(app, slug, { answer: 'new', _page: randomUUID() }, one)
    await answerBare(app, slug, { answer: 'new', _page: randomUUID() }, from())
    expect(await resultOf(id)).toMatchObject({ total: { answered: 2 }, repeated: 1, people: 0 })
    const { rows } = await app.pool.query(
      `select count(*)::int as events from event where workspace_id = $1 and props ->> 'survey' = $2`,
      [workspaceId, slug],
    )
    expect(rows[0].events).toBe(0)
    const kept = await app.pool.query(`select sender, a::text as text from survey_answer a where survey_id = $1`, [id])
    expect(kept.rows.map(({ sender }) => sender)).toEqual([null, null, null])
    expect(JSON.stringify(kept.rows)).not.toContain('198.51')
  })

  test('two who answer at once with one id are counted once', async () => {
    const { id, slug } = await openedSurvey(marketer, 'recommend')
    const anonymousId = `twice${randomUUID().slice(0, 8)}`
    await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        answerScript(app, slug, { answer: [String(n)], anonymousId, page: randomUUID() }, { headers: from() }),
      ),
    )
    expect(await resultOf(id)).toMatchObject({ total: { answered: 1 }, repeated: 5, people: 1 })
  })
})

describe('tied to a person', () => {
  test('a browser that is known answers as an event, with score and history; do-not-track is nobody', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_problem')
    const anonymousId = `known${randomUUID().slice(0, 8)}`
    const body = {
      answer: ['looking'],
      anonymousId,
      page: randomUUID(),
      url: 'https://shop.example/late?utm_source=naver&utm_medium=cpc',
      referrer: 'https://www.google.com/',
      title: 'Late',
    }
    await answerScript(app, slug, body, { headers: from() })
    const { rows } = await app.pool.query(
      `select e.name, e.props, e.channel, p.id from event e join person p on p.id = e.person_id
        where e.workspace_id = $1 and e.anonymous_id = $2`,
      [workspaceId, anonymousId],
    )
    expect(rows).toMatchObject([
      { name: 'survey_answered', props: { survey: slug, measure: 'knows_problem', says: true }, channel: 'ppc' },
    ])
    expect(await answersOf(id, '?known=true')).toMatchObject([
      { chosen: ['looking'], says: true, host: 'shop.example', channel: 'ppc', person: { id: rows[0].id } },
    ])
    const quiet = { ...body, anonymousId: `quiet${randomUUID().slice(0, 8)}`, page: randomUUID() }
    await app.pool.query(`update workspace set settings = settings || '{"honourDnt": true}' where workspace_id = $1`, [
      workspaceId,
    ])
    await new Promise((resume) => setTimeout(resume, 2100))
    await answerScript(app, slug, quiet, { headers: { ...from(), dnt: '1' } })
    expect(await resultOf(id)).toMatchObject({ total: { answered: 2 }, people: 1 })
    expect(await answersOf(id, '?known=true')).toHaveLength(1)
  })

  test('an answer that was kept when the server stopped is counted later, once', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const anonymousId = `later${randomUUID().slice(0, 8)}`
    await answerScript(app, slug, { answer: ['name'], anonymousId, page: randomUUID() }, { headers: from() })
    const found = await app.pool.query(`select id from survey_answer where survey_id = $1`, [id])
    const sender = { anonymousId, agent: chrome, doNotTrack: false, globalPrivacyControl: false, tracking: false }
    await app.pool.query(
      `update survey_answer set settled_at = null, answered_at = now() - interval '5 minutes', sender = $2 where survey_id = $1`,
      [id, JSON.stringify({ ...sender, page: null, campaign: {}, clickIds: {} })],
    )
    await app.pool.query(`delete from event where message_id = $1`, [`survey:${found.rows[0].id}`])
    expect(await recoverAnswers(app.pool, { now: Date.now() })).toBe(1)
    expect(await recoverAnswers(app.pool, { now: Date.now() })).toBe(0)
    expect(await resultOf(id)).toMatchObject({ people: 1 })
    const after = await app.pool.query(`select sender from survey_answer where survey_id = $1`, [id])
    expect(after.rows[0].sender).toBe(null)
  })
})

describe('what is kept out', () => {
  test('machines, traps and pages of links do not count, and free words are kept as they were typed', async () => {
    const { id, slug } = await openedSurvey(marketer, 'words')
    const send = (answer: string, more: object = {}, agent?: string) =>
      answerScript(app, slug, { answer: [answer], page: randomUUID(), ...more }, { headers: from(agent) })
    const typed = '<img src=x onerror=alert(1)> =HYPERLINK("x") ‮ prices'
    expect((await send(typed)).status).toBe(200)
    expect((await send('Hello', {}, 'curl/8.0')).status).toBe(200)
    expect((await send('Hello', { trap: 'me' })).status).toBe(200)
    expect((await send('<a href="https://a.example">buy</a>')).status).toBe(200)
    expect((await send('x'.repeat(1001))).status).toBe(422)
    expect(await resultOf(id)).toMatchObject({ total: { answered: 1 }, spam: 3, withWords: 1 })
    expect(await answersOf(id, '?words=true')).toMatchObject([{ words: typed }])
  })

  test('one place is told to wait, and hostile bodies are refused', async () => {
    const { slug } = await openedSurvey(marketer, 'recommend')
    const one = from()
    const statuses: number[] = []
    for (let n = 0; n < 62; n++)
      statuses.push((await answerScript(app, slug, { answer: ['5'], page: String(n) }, { headers: one })).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(2)
    const bodies: [string, string, number][] = [
      ['text/plain', '{"answer":', 400],
      ['text/plain', '{"answer":"5"}', 400],
      ['application/xml', '<a/>', 400],
      ['text/plain', JSON.stringify({ answer: ['5'], url: 'x'.repeat(70_000) }), 413],
    ]
    for (const [type, body, status] of bodies) {
      const answer = await fetch(`${app.base}/s/${slug}`, { method: 'POST', body, headers: { 'content-type': type } })
      expect([body.slice(0, 20), answer.status]).toEqual([body.slice(0, 20), status])
    }
  })

  test('looks are counted of people, by day and channel, without a row of anybody', async () => {
    const { id, slug } = await openedSurvey(marketer, 'recommend')
    const look = (headers: Record<string, string>) =>
      answerScript(
        app,
        slug,
        { url: 'https://shop.example/', referrer: 'https://www.naver.com/' },
        { path: '/look', headers },
      )
    expect((await look(from())).status).toBe(204)
    await look(from())
    await look(from('Googlebot/2.1'))
    await answerScript(app, slug, { answer: ['9'], page: randomUUID() }, { headers: from() })
    expect(await resultOf(id)).toMatchObject({ looks: 2, rate: { rate: 0.5 } })
    const { rows } = await app.pool.query('select channel, looks from survey_look where survey_id = $1', [id])
    expect(rows).toEqual([{ channel: 'search', looks: 2 }])
  })
})

describe('those who ask', () => {
  test('once answered, what could be answered stays; words may change, and a copy asks anew', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const read = async () => (await marketer.get(`/api/surveys/${id}`)).body as unknown as SurveyPage
    const before = await read()
    await answerBare(app, slug, { answer: 'know', _page: randomUUID() }, from())
    const change = async (document: object) =>
      marketer.post(`/api/surveys/${id}/change`, { revision: (await read()).revision, document })
    const fewer = { ...before.document, choices: before.document.choices.slice(1) }
    expect((await change(fewer)).body).toMatchObject({ code: 'conflict' })
    expect((await change({ ...before.document, measure: 'none' })).status).toBe(409)
    const reworded = { ...before.document, question: { en: 'Did you know us?' } }
    expect((await change(reworded)).status).toBe(200)
    expect((await change({ ...reworded, question: {} })).body).toMatchObject({ code: 'invalid' })
    const old = await marketer.post(`/api/surveys/${id}/change`, { revision: before.revision, document: reworded })
    expect(old.status).toBe(409)
    const copied = await marketer.post('/api/surveys', { name: 'Again', copy: id })
    const copy = await marketer.get(`/api/surveys/${copied.body['id']}`)
    expect(copy.body).toMatchObject({
      state: 'draft',
      answered: false,
      document: { question: { en: 'Did you know us?' } },
    })
  })

  test('what cannot be asked is not opened', async () => {
    const made = await marketer.post('/api/surveys', { name: 'Free', template: 'words' })
    const id = String(made.body['id'])
    const { body } = await marketer.get(`/api/surveys/${id}`)
    const document = { ...(body['document'] as object), measure: 'knows_us' }
    await marketer.post(`/api/surveys/${id}/change`, { revision: 1, document })
    const opened = await marketer.post(`/api/surveys/${id}/open`)
    expect(opened.body).toMatchObject({ status: 400, fields: [{ message: 'text_measures' }] })
  })

  test('results by week, channel, language and site add up to the whole, with intervals', async () => {
    const { id, slug } = await openedSurvey(marketer, 'recommend')
    for (const [n, url] of ['https://a.example/', 'https://a.example/x', 'https://b.example/'].entries())
      await answerScript(
        app,
        slug,
        { answer: [String(8 + n)], page: randomUUID(), url, language: 'ru' },
        { headers: from() },
      )
    await app.pool.query(
      `update survey_answer set answered_at = answered_at - interval '8 days' where survey_id = $1 and chosen = '{8}'`,
      [id],
    )
    for (const by of ['week', 'channel', 'language', 'host']) {
      const found = await resultOf(id, `?by=${by}`)
      const { groups } = found
      expect([by, groups.reduce((sum, one) => sum + one.answered, 0)]).toEqual([by, 3])
      expect(found.total).toMatchObject({ mean: { mean: 9, low: null } })
    }
    expect((await resultOf(id, '?by=host')).groups).toMatchObject([
      { value: 'a.example', answered: 2 },
      { value: 'b.example', answered: 1 },
    ])
    expect((await resultOf(id)).groups).toHaveLength(2)
    const nine = (await resultOf(id)).total.answers[9]
    expect(nine).toMatchObject({ answer: '9', count: 1, share: { rate: 1 / 3 } })
    expect(nine?.share.low).toBeCloseTo(0.0615, 3)
    expect(nine?.share.high).toBeCloseTo(0.7923, 3)
    expect((await resultOf(id, '?days=7')).total).toMatchObject({ answered: 2 })
    const page = (await marketer.get(`/api/surveys/${id}/answers?limit=2`)).body
    expect(page['items']).toHaveLength(2)
    const rest = await marketer.get(`/api/surveys/${id}/answers?limit=2&cursor=${String(page['next'])}`)
    expect(rest.body).toMatchObject({ items: [{ chosen: ['8'] }], next: null })
  })
})

describe('the answers as a file', () => {
  const fileOf = async (id: string, body: object = {}, who = marketer) => {
    const leave = await who.post(`/api/surveys/${id}/answers/export`, body)
    if (leave.status !== 200) return { status: leave.status, path: '', rows: [] }
    const file = await who.get(String(leave.body['path']))
    const [head, ...rows] = String(file.body['text']).replace('\uFEFF', '').trim().split('\r\n')
    expect(head).toBe('at,answer,answer_text,words,says,language,channel,site,person,name,id')
    return { status: file.status, path: String(leave.body['path']), rows }
  }

  test('hold what the list shows by the same filters, no formula, and are given with leave that is kept', async () => {
    const { id, slug } = await openedSurvey(marketer, 'knows_us')
    const anonymousId = `taken${randomUUID().slice(0, 8)}`
    const url = 'https://shop.example/late?utm_source=naver&utm_medium=cpc'
    for (const [answer, more] of [
      ['know', { anonymousId, url }],
      ['name', {}],
    ] as const)
      await answerScript(app, slug, { answer: [answer], page: randomUUID(), ...more }, { headers: from() })
    const [, known] = (await answersOf(id)).map((one) => one['person'] as { id: string } | null)
    const all = await fileOf(id)
    expect(all.rows).toHaveLength(2)
    expect(all.rows[0]).toMatch(/^[^,]+Z,name,[^,]+,,true,en,[^,]*,,,,[0-9a-f-]{36}$/)
    expect(all.rows[1]).toMatch(new RegExp(`,know,"[^"]+",,true,en,ppc,shop\\.example,${known?.id},,[0-9a-f-]{36}$`))
    expect((await fileOf(id, { chosen: 'name' })).rows).toEqual([all.rows[0]])
    expect((await fileOf(id, { known: true })).rows).toEqual([all.rows[1]])
    const { rows } = await app.pool.query(
      `select actor, detail from audit where workspace_id = $1 and verb = 'survey.export' and subject = $2 order by id`,
      [workspaceId, `survey:${id}`],
    )
    expect(rows.map(({ detail }) => detail)).toMatchObject([{}, { chosen: 'name' }, { known: true }])
  })

  test('are nobody’s but his who asked, of this workspace, with the permission', async () => {
    const { id } = await openedSurvey(marketer, 'knows_us')
    const { path } = await fileOf(id)
    const other = await app.member(workspaceId, 'marketer')
    expect((await other.get(path)).status).toBe(410)
    const seller = await app.member(workspaceId, 'seller')
    expect([(await fileOf(id, {}, seller)).status, (await seller.get(path)).status]).toEqual([403, 403])
    const elsewhere = await app.member((await app.workspace('There')).workspaceId, 'marketer')
    expect((await fileOf(id, {}, elsewhere)).status).toBe(404)
    const form = path.replace('/surveys/', '/forms/')
    expect((await marketer.get(form)).status).toBe(410)
  })

  test('keep words that would be a formula as words, and of somebody erased nothing but the answer', async () => {
    const { id, slug } = await openedSurvey(marketer, 'words')
    const anonymousId = `gone${randomUUID().slice(0, 8)}`
    await answerScript(
      app,
      slug,
      { answer: ['=1+1 is, "what" we pay'], anonymousId, page: randomUUID() },
      { headers: from() },
    )
    const person = (await answersOf(id))[0]?.['person'] as { id: string }
    const before = (await fileOf(id)).rows
    expect(before[0]).toContain(`,"'=1+1 is, ""what"" we pay",`)
    expect(before[0]).toContain(person.id)
    const admin = await app.member(workspaceId, 'admin')
    const { body: look } = await admin.get(`/api/people/${person.id}/erasure`)
    const asked = await admin.post(`/api/people/${person.id}/erasure`, { reason: 'request', confirm: look['confirm'] })
    expect(asked.body).toMatchObject({ state: 'running' })
    await carryOutErasures({ pool: app.pool })
    const after = (await fileOf(id)).rows
    expect(after).toHaveLength(1)
    expect(after[0]).not.toMatch(/1\+1|gone/)
    expect(after[0]).not.toContain(person.id)
  })
})
