import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteList } from '#contract/note.ts'
import { personPage, personScores, timelinePage, timelineSummary } from '#contract/person.ts'
import { personHandoffs, personHead, personIdentities, personStages } from '#contract/person-head.ts'
import { ownFieldList } from '#contract/own-field.ts'
import {
  personDuplicates,
  personFieldSet,
  personMergePreview,
  personMoved,
  personUndone,
  personUnmergePreview,
} from '#contract/person-verbs.ts'
import type { Event } from '#core/event.ts'
import { type Answer, type Browser, startTestApp, type TestApp } from '#test/app.ts'
import { event, keys } from '#test/events.ts'

const hour = 3_600_000
const now = Date.now()
const somebody = '01890000-0000-7000-8000-000000000000'
let app: TestApp
let workspaceId: string
let admin: Browser
let there: Browser
let anna: string
let twin: string
let colleague: string

beforeAll(async () => {
  app = await startTestApp()
  workspaceId = (await app.workspace('Here')).workspaceId
  admin = await app.member(workspaceId, 'admin')
  there = await app.member((await app.workspace('There')).workspaceId, 'admin')
  const say = (name: string, hours: number, who: Partial<Event['keys']>, more: Partial<Event> = {}) =>
    event(name, now - hours * hour, { keys: keys(who), mailKind: 'work', channel: 'search', ...more })
  const her = { email: 'anna.berg@acme.example', anonymousId: 'cookie-a' }
  await app.flow.accept(
    workspaceId,
    [
      say(
        'page_viewed',
        100,
        { anonymousId: 'cookie-a' },
        { object: '/pricing', source: 'browser', channel: 'social' },
      ),
      say('form_submitted', 99, her, {
        traits: { name: 'Anna Berg', title: 'Head of Logistics', phone: '+82 10-1234-5678' },
      }),
      say('consent_granted', 98, her, { props: { purpose: 'marketing', wording: 'Write to me', source: 'form' } }),
      say('my_own_event', 90, her),
      say('page_viewed', 80, her, { object: '/a', verdict: 'machine', verdictReason: 'agent_is_bot' }),
      say('page_viewed', 79, her, { object: '/b', verdict: 'machine', verdictReason: 'agent_is_bot' }),
      say('email_opened', 78, her, { verdict: 'unsure', verdictReason: 'mail_proxy' }),
      say('demo_requested', 20, her, { object: '/demo' }),
      // perhaps her as well
      say('page_viewed', 60, { email: 'annaberg@acme.example' }, { traits: { name: 'Berg Anna' }, object: '/cases/x' }),
      say('page_viewed', 59, { email: 'ben@acme.example' }, { traits: { name: 'Ben Roth', title: 'CTO' } }),
      say('page_viewed', 58, { email: 'someone@else.example' }, { traits: { name: 'Somebody Else' } }),
    ].map((one) => ({ event: one })),
  )
  const { rows } = await app.pool.query(`select value, person_id as id from identity where workspace_id = $1`, [
    workspaceId,
  ])
  const idOf = (value: string) => rows.find((row) => row.value === value)?.id as string
  anna = idOf('anna.berg@acme.example')
  twin = idOf('annaberg@acme.example')
  colleague = idOf('ben@acme.example')
})
afterAll(() => app.stop())

const code = ({ status, body }: Answer) => [status, body['code']]
const head = async (id = anna) => personHead.parse((await admin.get(`/api/people/${id}/head`)).body)

describe('the first look', () => {
  test('tells the same as the whole page, in little', async () => {
    const answer = await admin.get(`/api/people/${anna}/head`)
    expect(JSON.stringify(answer.body).length).toBeLessThan(20_000)
    const little = personHead.parse(answer.body)
    const whole = personPage.parse((await admin.get(`/api/people/${anna}`)).body)
    for (const key of [
      'id',
      'name',
      'email',
      'facts',
      'persona',
      'icp',
      'first',
      'lastAt',
      'consent',
      'eventCounts',
    ] as const)
      expect([key, little[key]]).toEqual([key, whole[key]])
    expect(little.scores).toMatchObject({
      fit: whole.scores.fit,
      threshold: whole.scores.threshold,
      grid: whole.scores.grid,
    })
    expect(little.scores.total).toBeCloseTo(whole.scores.total, 1)
    expect(little.scores.strongest[0]).toMatchObject({ rule: whole.scores.engagementLedger[0]?.rule, count: 1 })
    for (const { model, current, outcome, since } of whole.stages)
      expect(little.standings.find((one) => one.model === model)).toMatchObject({ current, outcome, since })
    expect(little.handoff).toBe(true)
  })

  test('names the next step with its reasons and what she needs for it', async () => {
    const { next } = await head()
    expect(next).toMatchObject({ kind: 'answer', reach: 'mail', from: { id: 'active_evaluation' } })
    expect(next.reasons[0]).toMatchObject({ code: 'asked', event: 'demo_requested', object: '/demo' })
    expect(next.needs.map(({ kind, why }) => [kind, why])).toContainEqual(['demo', 'asked'])
    expect(next.playbook?.questions.length).toBeGreaterThan(2)
  })

  test('scores and stages come apart, and agree with the page', async () => {
    const at = new Date(now - hour).toISOString()
    const whole = personPage.parse((await admin.get(`/api/people/${anna}?at=${at}`)).body)
    expect(personScores.parse((await admin.get(`/api/people/${anna}/scores?at=${at}`)).body)).toEqual(whole.scores)
    expect(personStages.parse((await admin.get(`/api/people/${anna}/stages?at=${at}`)).body).stages).toEqual(
      whole.stages,
    )
  })

  test('the hand-off that the request opened is there', async () => {
    const { items } = personHandoffs.parse((await admin.get(`/api/people/${anna}/handoffs`)).body)
    expect(items).toMatchObject([{ team: 'sdr', model: 'lifecycle', stage: { en: 'MQL' } }])
  })

  test('is refused to strangers, for nobody, and for what is ahead', async () => {
    for (const part of [
      'head',
      'scores',
      'stages',
      'events/summary',
      'identities',
      'handoffs',
      'duplicates',
      'notes',
    ]) {
      expect([part, ...code(await there.get(`/api/people/${anna}/${part}`))]).toEqual([part, 404, 'not_found'])
      expect([part, ...code(await admin.get(`/api/people/${somebody}/${part}`))]).toEqual([part, 404, 'not_found'])
    }
    expect(code(await admin.get(`/api/people/${anna}/head?at=${now + 1e9}`))).toEqual([400, 'invalid'])
  })
})

describe('the timeline', () => {
  const names = async (query: string) =>
    timelinePage.parse((await admin.get(`/api/people/${anna}/events?${query}`)).body).items.map((one) => one.name)

  test('counts what it may be filtered by, and why machines do not count', async () => {
    const summary = timelineSummary.parse((await admin.get(`/api/people/${anna}/events/summary`)).body)
    expect(summary.machines).toEqual([
      { verdict: 'machine', reason: 'agent_is_bot', count: 2 },
      { verdict: 'unsure', reason: 'mail_proxy', count: 1 },
    ])
    const counts = Object.fromEntries(summary.groups.map(({ group, count }) => [group, count]))
    expect(counts).toEqual({ visit: 1, form: 1, request: 1, consent: 1, stage: 1, own: 1 })
    expect(summary.channels[0]).toMatchObject({ channel: 'search' })
    expect(summary.human).toBe(6)
  })

  test('filters by kind, channel, and human or machine, each page by itself', async () => {
    expect(await names('group=own')).toEqual(['my_own_event'])
    expect(await names('group=request&group=form')).toEqual(['demo_requested', 'form_submitted'])
    expect(await names('group=own&group=consent')).toEqual(['my_own_event', 'consent_granted'])
    expect(await names('channel=social')).toEqual(['page_viewed'])
    expect(await names('machine=true')).toEqual(['email_opened', 'page_viewed', 'page_viewed'])
    expect(await names('human=true&group=visit')).toEqual(['page_viewed'])
    const first = timelinePage.parse((await admin.get(`/api/people/${anna}/events?machine=true&limit=2`)).body)
    expect(await names(`machine=true&limit=2&cursor=${first.next}`)).toEqual(['page_viewed'])
    expect(code(await admin.get(`/api/people/${anna}/events?limit=2&cursor=${first.next}`))).toEqual([400, 'invalid'])
    expect(code(await admin.get(`/api/people/${anna}/events?group=nothing`))).toEqual([400, 'invalid'])
  })
})

describe('facts by hand', () => {
  const set = (body: object) => admin.post(`/api/people/${anna}/field`, body)

  test('an edit is a dated event that folds, ends no silence, and may be undone to the bit', async () => {
    const before = await head()
    const done = personFieldSet.parse((await set({ key: 'title', value: 'CFO' })).body)
    const after = await head()
    expect(after.facts['title']).toBe('CFO')
    expect(after.persona).not.toEqual(before.persona)
    expect(after.lastAt).toBe(before.lastAt)
    const { items } = timelinePage.parse((await admin.get(`/api/people/${anna}/events?group=profile`)).body)
    expect(items).toMatchObject([
      { messageId: done.messageId, name: 'profile_updated', source: 'app', object: 'title', props: { by: 'A admin' } },
    ])
    expect(code(await there.post(`/api/people/${anna}/field/undo`, { messageId: done.messageId }))).toEqual([
      404,
      'not_found',
    ])
    personUndone.parse((await admin.post(`/api/people/${anna}/field/undo`, { messageId: done.messageId })).body)
    const undone = await head()
    for (const key of ['facts', 'persona', 'icp', 'standings', 'lastAt'] as const)
      expect(undone[key]).toEqual(before[key])
    expect(undone.scores.fit).toBe(before.scores.fit)
    expect(code(await admin.post(`/api/people/${anna}/field/undo`, { messageId: done.messageId }))).toEqual([
      409,
      'conflict',
    ])
  })

  test('nothing that came from outside can be undone', async () => {
    const { items } = timelinePage.parse((await admin.get(`/api/people/${anna}/events?group=request`)).body)
    const messageId = items[0]?.messageId
    expect(code(await admin.post(`/api/people/${anna}/field/undo`, { messageId }))).toEqual([409, 'conflict'])
    expect(code(await admin.post(`/api/people/${anna}/move/undo`, { messageId }))).toEqual([409, 'conflict'])
  })

  test('fields of the team have a kind, and say what they want', async () => {
    const define = (body: object) => admin.post('/api/person-fields', body)
    expect(
      (await define({ key: 'tier_of_interest', label: '관심 등급', kind: 'choice', options: ['A', 'B'] })).status,
    ).toBe(200)
    expect((await define({ key: 'renewal', label: 'Renewal', kind: 'date' })).status).toBe(200)
    expect(code(await define({ key: 'renewal', label: 'Renewal', kind: 'text' }))).toEqual([409, 'conflict'])
    expect(code(await define({ key: 'x', label: 'X', kind: 'choice' }))).toEqual([400, 'invalid'])
    expect(code(await define({ key: '$bad', label: 'X', kind: 'text' }))).toEqual([400, 'invalid'])
    const { items } = ownFieldList.parse((await admin.get('/api/person-fields')).body)
    expect(items.map(({ key }) => key)).toEqual(['tier_of_interest', 'renewal'])
    expect(ownFieldList.parse((await there.get('/api/person-fields')).body).items).toEqual([])

    const refused = await set({ key: 'tier_of_interest', value: 'C' })
    expect([...code(refused), refused.body['detail']]).toEqual([400, 'invalid', 'value: 관심 등급 is one of: A, B.'])
    for (const value of ['2026-02-30', 'soon', 5])
      expect(code(await set({ key: 'renewal', value }))).toEqual([400, 'invalid'])
    expect((await set({ key: 'renewal', value: '2027-02-28' })).status).toBe(200)
    expect((await head()).facts['renewal']).toBe('2027-02-28')
    expect((await set({ key: 'renewal', value: null })).status).toBe(200)
    expect((await head()).facts).not.toHaveProperty('renewal')
    expect(code(await set({ key: 'email', value: 'x@y.example' }))).toEqual([400, 'invalid'])
    expect((await admin.post('/api/person-fields/retire', { key: 'renewal' })).status).toBe(200)
    expect(code(await admin.post('/api/person-fields/retire', { key: 'renewal' }))).toEqual([404, 'not_found'])
    const viewer = await app.member(workspaceId, 'viewer')
    expect(code(await viewer.post(`/api/people/${anna}/field`, { key: 'city', value: 'Seoul' }))).toEqual([
      403,
      'forbidden',
    ])
  })
})

describe('a move by hand, undone', () => {
  test('everything stands as before', async () => {
    const before = await head()
    const seller = await app.member(workspaceId, 'seller')
    const moved = personMoved.parse((await seller.post(`/api/people/${anna}/move`, { stage: 'sql' })).body)
    expect((await head()).standings[0]?.current).toBe('sql')
    // what waited for the SDR is taken up
    const handoffs = async () =>
      personHandoffs
        .parse((await admin.get(`/api/people/${anna}/handoffs`)).body)
        .items.map(({ team, state }) => [team, state])
    expect([await handoffs(), (await head()).handoff]).toEqual([[['sdr', 'done']], false])
    expect(
      personUndone.parse((await seller.post(`/api/people/${anna}/move/undo`, { messageId: moved.messageId })).body),
    ).toMatchObject({ id: anna })
    const after = await head()
    expect(after.standings).toEqual(before.standings)
    expect(after.handoff).toBe(true)
    expect(await handoffs()).toEqual([['sdr', 'open']])
    const marketer = await app.member(workspaceId, 'marketer')
    expect(code(await marketer.post(`/api/people/${anna}/move/undo`, { messageId: moved.messageId }))).toEqual([
      403,
      'forbidden',
    ])
  })
})

describe('duplicates', () => {
  const suggest = async (id = anna) => personDuplicates.parse((await admin.get(`/api/people/${id}/duplicates`)).body)

  test('are suggested with reasons, from both sides, and never colleagues as such', async () => {
    const { items } = await suggest()
    expect(items.map(({ id }) => id)).toEqual([twin])
    expect(items[0]).toMatchObject({
      confidence: 'likely',
      reasons: ['same_mailbox', 'same_name', 'same_company'],
      against: [],
    })
    expect((await suggest(twin)).items.map(({ id }) => id)).toEqual([anna])
  })

  test('a pair said to be two is not suggested again, until that is taken back', async () => {
    const dismiss = (body: object, who = admin) => who.post(`/api/people/${twin}/duplicates/dismiss`, body)
    expect(code(await dismiss({ other: somebody }))).toEqual([404, 'not_found'])
    expect(code(await dismiss({ other: anna }, there))).toEqual([404, 'not_found'])
    expect(code(await dismiss({ other: anna }, await app.member(workspaceId, 'seller')))).toEqual([403, 'forbidden'])
    expect((await dismiss({ other: anna })).body).toMatchObject({ dismissed: true })
    expect(await suggest()).toEqual({ items: [], dismissed: 1 })
    expect((await dismiss({ other: anna, undo: true })).body).toMatchObject({ dismissed: false })
    expect((await suggest()).items.length).toBe(1)
  })

  test('previews show just what merging and its end bring, and change nothing', async () => {
    const preview = personMergePreview.parse((await admin.get(`/api/people/${twin}/merge-preview?other=${anna}`)).body)
    expect(preview.after.id).toBe([anna, twin].toSorted()[0])
    expect(preview.conflicts.map(({ key }) => key)).toContain('name')
    expect((await head(twin)).id).toBe(twin)
    await admin.post('/api/people/merge', { one: anna, other: twin })
    const merged = await head()
    const alike = ({ total: _, engagement: __, ...rest }: (typeof preview)['after']) => rest
    expect(alike(preview.after)).toEqual({
      id: merged.id,
      name: merged.name,
      email: merged.email,
      account: merged.account?.name,
      fit: merged.scores.fit,
      stage: merged.standings[0]?.current,
      outcome: merged.standings[0]?.outcome,
      events: Object.values(merged.eventCounts).reduce((sum, count) => sum + count, 0),
      firstAt: new Date(now - 100 * hour).toISOString(),
      lastAt: preview.after.lastAt,
    })
    expect(merged.scores.total).toBeCloseTo(preview.after.total, 1)

    const { merges, joins } = personIdentities.parse((await admin.get(`/api/people/${anna}/identities`)).body)
    expect(merges).toHaveLength(1)
    expect(joins).toContainEqual(expect.objectContaining({ by: 'merge', who: 'A admin' }))
    const parted = personUnmergePreview.parse(
      (await admin.get(`/api/people/${merged.id}/unmerge-preview?merged=${merges[0]?.id}`)).body,
    )
    await admin.post(`/api/people/${merged.id}/unmerge`, { merged: merges[0]?.id })
    for (const sketch of parted.after) {
      const real = await head(sketch.id)
      expect(real.id).toBe(sketch.id)
      expect([sketch.name, sketch.email, sketch.fit, sketch.stage]).toEqual([
        real.name,
        real.email,
        real.scores.fit,
        real.standings[0]?.current,
      ])
      expect(sketch.engagement).toBeCloseTo(real.scores.engagement, 1)
    }
    for (const path of [
      `/api/people/${anna}/merge-preview?other=${twin}`,
      `/api/people/${anna}/unmerge-preview?merged=${twin}`,
    ])
      expect(code(await there.get(path))).toEqual([404, 'not_found'])
    expect(code(await admin.get(`/api/people/${anna}/unmerge-preview?merged=${twin}`))).toEqual([409, 'conflict'])
    expect(code(await admin.get(`/api/people/${anna}/merge-preview?other=${anna}`))).toEqual([409, 'conflict'])
  })

  test('identities say in which event they came together', async () => {
    const { joins } = personIdentities.parse((await admin.get(`/api/people/${anna}/identities`)).body)
    expect(joins[0]).toMatchObject({
      one: { kind: 'anonymous', value: 'cookie-a' },
      other: { kind: 'email', value: 'anna.berg@acme.example' },
      by: 'event',
      event: { name: 'form_submitted' },
    })
  })
})

describe('notes', () => {
  test('are written, changed by their author, deleted and brought back', async () => {
    const sdr = await app.member(workspaceId, 'sdr')
    const other = await app.member(workspaceId, 'seller')
    const notes = async (who = sdr) => noteList.parse((await who.get(`/api/people/${colleague}/notes`)).body).items
    const text = '<b>Called</b>\n담당자가 다시 연락'
    const { body } = await sdr.post(`/api/people/${colleague}/notes`, { body: `  ${text} ` })
    expect(await notes()).toEqual([
      { id: body['id'], personId: colleague, author: 'A sdr', own: true, body: text, at: body['at'], editedAt: null },
    ])
    expect((await notes(other))[0]?.own).toBe(false)
    expect(code(await other.post(`/api/notes/${body['id']}`, { body: 'no' }))).toEqual([403, 'forbidden'])
    expect(code(await other.post(`/api/notes/${body['id']}/delete`))).toEqual([403, 'forbidden'])
    expect(code(await there.post(`/api/notes/${body['id']}`, { body: 'no' }))).toEqual([404, 'not_found'])
    expect(code(await there.post(`/api/notes/${body['id']}/delete`))).toEqual([404, 'not_found'])
    expect(code(await sdr.post(`/api/people/${colleague}/notes`, { body: '   ' }))).toEqual([400, 'invalid'])
    await sdr.post(`/api/notes/${body['id']}`, { body: 'Called twice' })
    expect((await notes())[0]).toMatchObject({ body: 'Called twice', editedAt: expect.any(String) })
    await admin.post(`/api/notes/${body['id']}/delete`)
    expect(await notes()).toEqual([])
    expect(code(await sdr.post(`/api/notes/${body['id']}`, { body: 'gone' }))).toEqual([404, 'not_found'])
    await sdr.post(`/api/notes/${body['id']}/delete`, { undo: true })
    expect((await notes()).length).toBe(1)
    const { rows } = await app.pool.query(
      `select detail::text from audit where workspace_id = $1 and verb = 'note.write'`,
      [workspaceId],
    )
    expect(rows.length).toBe(4)
    expect(JSON.stringify(rows)).not.toContain('Called')
  })

  test('follow a merge, and go back with it', async () => {
    await admin.post(`/api/people/${twin}/notes`, { body: 'about the twin' })
    const notes = async (id: string) =>
      noteList.parse((await admin.get(`/api/people/${id}/notes`)).body).items.map((one) => one.body)
    const { body } = await admin.post('/api/people/merge', { one: anna, other: twin })
    expect(await notes(anna)).toEqual(['about the twin'])
    await admin.post(`/api/people/${body['id']}/unmerge`, { merged: body['merged'] })
    expect([await notes(anna), await notes(twin)]).toEqual([[], ['about the twin']])
  })
})
