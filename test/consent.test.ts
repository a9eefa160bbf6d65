import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#actions/actor.ts'
import { consentActs, mostMailsADay, type Given } from '#actions/consent/given.ts'
import { preferenceLink, unsubscribeLink } from '#actions/consent/links.ts'
import { mayReach } from '#actions/consent/may.ts'
import { listConsentRequests } from '#actions/consent-request.ts'
import { visitorActs, type Visitor } from '#actions/visitor.ts'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { fold } from '#core/fold/fold.ts'
import type { FoldEvent } from '#core/fold/input.ts'
import { compileHistory } from '#core/fold/program.ts'
import type { JsonObject } from '#core/json.ts'
import { addressHash } from '#actions/consent/secret.ts'
import { consentSecret } from '#store/consent.ts'
import { allRows } from '#test/all-rows.ts'
import { startTestApp, type TestApp } from '#test/app.ts'
import { callVerb } from '#test/deal-seed.ts'
import { event, keys } from '#test/events.ts'

let t: TestApp
let workspaceId: string
let serial = 0

beforeAll(async () => {
  t = await startTestApp()
  workspaceId = (await t.workspace()).workspaceId
})
afterAll(() => t.stop())

const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const visitor = (more: Partial<Visitor> = {}): Visitor => ({
  anonymousId: 'visitor-1',
  agent,
  signals: { doNotTrack: false, globalPrivacyControl: false },
  page: { url: 'https://example.com/ebook' },
  visitId: () => 'visit_of_today',
  ...more,
})

/** Somebody sends a form in which they ticked these purposes. */
async function agree(email: string, chosen: string[], more: Partial<Given> = {}) {
  const given: Given = {
    cause: `form:${++serial}`,
    chosen,
    email,
    source: 'form:ebook',
    language: 'en',
    proof: { address: '203.0.113.0/24', agent, page: 'https://example.com/ebook' },
    address: t.base,
    now: Date.now(),
    ...more,
  }
  const consent = await consentActs(t.pool, workspaceId, given)
  const form = {
    type: 'track' as const,
    messageId: given.cause,
    event: 'form_submitted',
    properties: { form: 'ebook' },
    traits: { email },
  }
  await visitorActs(t, workspaceId, [form, ...consent.acts], visitor({ anonymousId: `of ${email}` }))
  return consent
}

async function mails(email: string, kind = 'consent_confirm') {
  const { rows } = await t.pool.query<{ subject: string; body: string; unsubscribe: string | null }>(
    'select subject, body, unsubscribe from mail where to_address = $1 and kind = $2 order by created_at, id',
    [email, kind],
  )
  return rows
}

async function linkIn(email: string): Promise<string> {
  const body = (await mails(email)).at(-1)?.body ?? ''
  return /https?:\/\/\S+(\/consent\/\S+)/.exec(body)?.[1] ?? ''
}

async function personOf(email: string) {
  const { rows } = await t.pool.query<{ id: string; consent: Record<string, { state: string }> }>(
    `select id, consent from person where workspace_id = $1 and email = $2 and merged_into is null`,
    [workspaceId, email],
  )
  return rows[0] ?? { id: '', consent: {} }
}

async function statesOf(email: string): Promise<Record<string, string>> {
  const { consent } = await personOf(email)
  return Object.fromEntries(Object.entries(consent).map(([purpose, { state }]) => [purpose, state]))
}

const open = (path: string, init: RequestInit = {}) => fetch(t.base + path, { redirect: 'manual', ...init })
const press = (path: string, fields: Record<string, string> | [string, string][]) =>
  open(path, { method: 'POST', body: new URLSearchParams(fields) })

describe('double opt-in', () => {
  test('counts only when the button is pressed: a scanner that opens the link changes nothing', async () => {
    const email = 'scanned@example.com'
    expect((await agree(email, ['marketing', 'calls'])).confirm).toEqual(['marketing'])
    // what asks for no second word counts at once
    expect(await statesOf(email)).toEqual({ calls: 'granted' })
    const link = await linkIn(email)
    const before = await allRows(t.pool)
    for (const method of ['GET', 'HEAD', 'GET']) {
      const answer = await open(link, { method, headers: { 'user-agent': 'Barracuda Sentinel (EE)' } })
      expect([answer.status, answer.headers.getSetCookie()]).toEqual([200, []])
    }
    expect(await allRows(t.pool)).toEqual(before)

    const pressed = await press(link, { agree: 'yes' })
    expect([pressed.status, pressed.headers.get('location')]).toEqual([303, link])
    expect(await statesOf(email)).toEqual({ calls: 'granted', marketing: 'granted' })
    const page = await (await open(link)).text()
    expect(page).toContain('Thank you, you agreed')
    expect(page).toContain('Send me useful content')
    const { rows } = await t.pool.query(
      `select trust, anonymous_id, props from event where email = $1 and name = 'consent_granted' and object = 'marketing'`,
      [email],
    )
    expect(rows).toMatchObject([
      {
        trust: 'secret',
        anonymous_id: null,
        props: { purpose: 'marketing', wording: 'marketing.1', source: 'double_opt_in', asked: 'form:ebook' },
      },
    ])
    expect(rows[0].props.proof.address).toMatch(/^(127\.0\.0\.0\/24|::)/)
    expect(JSON.stringify(rows[0].props)).not.toContain(link.slice(9))
  })

  test('pressed twice it counts once, and a receipt goes out that can be unsubscribed by one click', async () => {
    const email = 'twice@example.com'
    await agree(email, ['marketing'])
    const link = await linkIn(email)
    await Promise.all([press(link, { agree: 'yes' }), press(link, { agree: 'yes' })])
    await press(link, { agree: 'yes' })
    const { rows } = await t.pool.query(`select 1 from event where email = $1 and name = 'consent_granted'`, [email])
    expect(rows.length).toBe(1)
    const [receipt, ...more] = await mails(email, 'consent_receipt')
    expect(more).toEqual([])
    expect(receipt?.unsubscribe).toMatch(/^http.*\/unsubscribe\//)
    expect(receipt?.body).toMatch(/\/preferences\//)
  })

  test('without the button’s field nothing is confirmed; an unknown link leads nowhere', async () => {
    const email = 'formless@example.com'
    await agree(email, ['marketing'])
    const link = await linkIn(email)
    expect((await press(link, {})).status).toBe(400)
    expect((await open(link, { method: 'POST' })).status).toBe(400)
    expect(await statesOf(email)).toEqual({})
    expect((await open('/consent/nothing-of-the-kind')).status).toBe(404)
    expect((await press('/consent/nothing-of-the-kind', { agree: 'yes' })).status).toBe(404)
  })

  test('a link runs out after seven days; a new one is sent on asking, and the old one is dead', async () => {
    const email = 'late@example.com'
    await agree(email, ['marketing'])
    const link = await linkIn(email)
    await t.pool.query(
      `update consent_request set expires_at = now() - interval '1 minute', sent_at = now() - interval '7 days',
         asked_at = now() - interval '7 days' where email = $1`,
      [email],
    )
    expect((await press(link, { agree: 'yes' })).status).toBe(303)
    expect(await statesOf(email)).toEqual({})
    const page = await open(link)
    expect([page.status, (await page.text()).includes('This link has run out')]).toEqual([410, true])
    expect((await press(link, { again: 'yes' })).status).toBe(200)
    expect((await open(link)).status).toBe(404)
    const fresh = await linkIn(email)
    expect(fresh).not.toBe(link)
    // and not again at once
    expect((await press(fresh, { again: 'yes' })).status).toBe(429)
    await press(fresh, { agree: 'yes' })
    expect(await statesOf(email)).toEqual({ marketing: 'granted' })
  })

  test('the same form sent again asks once; nobody’s mailbox is filled by strangers; who agreed is not asked again', async () => {
    const email = 'often@example.com'
    for (let time = 0; time < 3; time++) await agree(email, ['marketing'], { cause: 'form:the-same' })
    expect((await mails(email)).length).toBe(1)
    for (let time = 0; time < 10; time++) await agree(email, ['marketing'])
    expect((await mails(email)).length).toBe(mostMailsADay)
    await press(await linkIn(email), { agree: 'yes' })
    const again = await agree(email, ['marketing'])
    expect(again).toEqual({ acts: [], confirm: [] })
  })

  test('waits in a list that names whose address it is', async () => {
    const email = 'waits@example.com'
    await agree(email, ['marketing'])
    await consentActs(t.pool, workspaceId, {
      cause: 'form:stranger',
      chosen: ['marketing'],
      email: 'stranger@example.com',
      source: 'form:ebook',
      language: 'en',
      proof: { address: null, agent: null, page: null },
      address: t.base,
      now: Date.now(),
    })
    const marketer: Actor = { kind: 'user', userId: randomUUIDv7(), name: 'Olga', workspaceId, role: 'marketer' }
    const { items } = await callVerb(t.pool, marketer, Date.now(), listConsentRequests, { limit: 200 })
    const whose = (address: string) => items.find((item) => item.email === address)?.personId
    expect(whose(email)).toBe((await personOf(email)).id)
    expect(whose('stranger@example.com')).toBeNull()
  })

  test('asks in the language of the form', async () => {
    await agree('ko@example.com', ['marketing'], { language: 'ko' })
    const [mail] = await mails('ko@example.com')
    expect(mail?.subject).toBe('[Sample Logistics] 수신 동의를 확인해 주세요')
    const page = await (await open(await linkIn('ko@example.com'))).text()
    expect(page).toContain('네, 동의합니다')
    expect(page).toContain('<html lang="ko">')
  })
})

describe('whom a purpose may reach', () => {
  test('consent, withdrawal, do-not-contact, other bases, nobody', async () => {
    await agree('yes@example.com', ['calls'])
    await agree('no@example.com', [])
    const [yes, no] = [await personOf('yes@example.com'), await personOf('no@example.com')]
    const why = async (purpose: string) =>
      Object.fromEntries(
        [...(await mayReach(t.pool, workspaceId, [yes.id, no.id], purpose))].map(([id, one]) => [id, one.why]),
      )
    expect(await why('calls')).toEqual({ [yes.id]: 'no_address', [no.id]: 'no_consent' })
    expect(await why('tracking')).toEqual({ [yes.id]: 'basis', [no.id]: 'basis' })
    expect(await why('strange')).toEqual({ [yes.id]: 'no_purpose', [no.id]: 'no_purpose' })
    await t.pool.query(`update person set facts = facts || '{"phone": "+82 10-1234-5678"}' where id = $1`, [yes.id])
    expect(await why('calls')).toMatchObject({ [yes.id]: 'granted' })
    await t.pool.query(`update person set lists = lists || '{"do_not_contact": true}' where id = $1`, [yes.id])
    expect(await why('calls')).toMatchObject({ [yes.id]: 'do_not_contact' })
    const nobody = '01890000-0000-7000-8000-000000000000'
    expect((await mayReach(t.pool, workspaceId, [nobody], 'calls')).get(nobody)).toEqual({ may: false, why: 'gone' })
    const other = (await t.workspace('Other')).workspaceId
    expect((await mayReach(t.pool, other, [yes.id], 'tracking')).get(yes.id)).toEqual({ may: false, why: 'gone' })
  })
})

describe('the links of a mail', () => {
  test('choices: each purpose, the language, everything off; GET and HEAD only show', async () => {
    const email = 'chooser@example.com'
    await agree(email, ['calls', 'linkedin'])
    const { id } = await personOf(email)
    const link = new URL(await preferenceLink({ pool: t.pool, address: t.base }, workspaceId, id)).pathname
    expect(link).not.toContain('chooser')
    expect(Buffer.from(link.split('/')[2] ?? '', 'base64url').toString('hex')).not.toContain(id.replaceAll('-', ''))
    const before = await allRows(t.pool)
    const page = await (await open(link)).text()
    await open(link, { method: 'HEAD' })
    expect(page).toContain('c•••@example.com')
    expect(page).not.toContain(email)
    expect(await allRows(t.pool)).toEqual(before)

    const shown = ['marketing', 'linkedin', 'calls', 'tracking', 'ads'].map((one): [string, string] => ['shown', one])
    const answer = await press(link, [
      ...shown,
      ['on', 'linkedin'],
      ['on', 'marketing'],
      ['language', 'ko'],
      ['save', 'yes'],
    ])
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([303, []])
    expect(await statesOf(email)).toEqual({
      calls: 'withdrawn',
      linkedin: 'granted',
      // the link proves the address: no second mail
      marketing: 'granted',
      tracking: 'withdrawn',
    })
    const { rows } = await t.pool.query(`select facts ->> 'language' as language from person where id = $1`, [id])
    expect(rows[0]).toEqual({ language: 'ko' })
    expect(await (await open(link)).text()).toContain('어떤 소식을 받으시겠습니까?')
    // saying the same again is no news
    const count = async () =>
      (await t.pool.query(`select 1 from event where person_id = $1 and name like 'consent%'`, [id])).rowCount
    const events = await count()
    await press(link, [...shown, ['on', 'linkedin'], ['on', 'marketing'], ['language', 'ko'], ['save', 'yes']])
    expect(await count()).toBe(events)
    await press(link, { all: 'off' })
    expect(new Set(Object.values(await statesOf(email)))).toEqual(new Set(['withdrawn']))
  })

  test('one click ends a purpose: POST, 200, no redirect, no cookie, as often as one likes', async () => {
    const email = 'leaver@example.com'
    await agree(email, ['marketing'])
    await press(await linkIn(email), { agree: 'yes' })
    const { id } = await personOf(email)
    const link = new URL(await unsubscribeLink({ pool: t.pool, address: t.base }, workspaceId, id, 'marketing'))
      .pathname
    const before = await allRows(t.pool)
    expect(await (await open(link)).text()).toContain('Unsubscribe?')
    await open(link, { method: 'HEAD' })
    expect(await allRows(t.pool)).toEqual(before)
    expect((await mayReach(t.pool, workspaceId, [id], 'marketing')).get(id)).toEqual({ may: true, why: 'granted' })
    for (let time = 0; time < 2; time++) {
      const answer = await press(link, { 'List-Unsubscribe': 'One-Click' })
      expect([answer.status, answer.headers.getSetCookie(), answer.headers.get('location')]).toEqual([200, [], null])
    }
    expect(await statesOf(email)).toEqual({ marketing: 'withdrawn' })
    expect((await mayReach(t.pool, workspaceId, [id], 'marketing')).get(id)).toEqual({ may: false, why: 'withdrawn' })
    const { rowCount } = await t.pool.query(
      `select 1 from event where person_id = $1 and name = 'consent_withdrawn' and props ->> 'source' = 'unsubscribe'`,
      [id],
    )
    expect(rowCount).toBe(1)
  })

  test('a link that was changed by a letter, or is of another kind, opens nothing', async () => {
    const { id } = await personOf('leaver@example.com')
    const services = { pool: t.pool, address: t.base }
    const link = new URL(await unsubscribeLink(services, workspaceId, id, 'marketing')).pathname
    const token = link.split('/')[2] ?? ''
    for (let at = 0; at < token.length; at += 7) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1)
      const { status } = await open(`/unsubscribe/${changed}`)
      expect([at, status]).toEqual([at, 404])
    }
    expect((await open(`/preferences/${token}`)).status).toBe(404)
  })
})

describe('who took tracking back', () => {
  test('is not followed from that moment: visits do not count, what they hand over does, and a new yes holds again', async () => {
    const email = 'untracked@example.com'
    await agree(email, [])
    const anonymousId = `of ${email}`
    const { id } = await personOf(email)
    const visit = (path: string) => ({
      type: 'track' as const,
      messageId: `visit:${path}`,
      event: 'page_viewed',
      properties: { path },
    })
    const send = (...acts: Parameters<typeof visitorActs>[2]) =>
      visitorActs(t, workspaceId, acts, visitor({ anonymousId }))
    const names = async () => {
      const { rows } = await t.pool.query<{ name: string }>(
        `select coalesce(object, name) as name from event where person_id = $1 and name in ('page_viewed', 'demo_requested')
          order by time, message_id`,
        [id],
      )
      return rows.map(({ name }) => name)
    }
    await send(visit('/before'))
    const link = new URL(await preferenceLink({ pool: t.pool, address: t.base }, workspaceId, id)).pathname
    await press(link, [
      ['shown', 'tracking'],
      ['save', 'yes'],
    ])
    expect(await statesOf(email)).toEqual({ tracking: 'withdrawn' })
    expect(await send(visit('/after'))).toMatchObject([{ status: 'set_aside', rejection: { code: 'do_not_track' } }])
    // the same browser says who it is: still nothing, neither the visit nor the tie
    const who = { type: 'identify' as const, messageId: 'who', traits: { email } }
    expect(await visitorActs(t, workspaceId, [who], visitor({ anonymousId: 'another browser' }))).toMatchObject([
      { status: 'set_aside' },
    ])
    const demo = {
      type: 'track' as const,
      messageId: 'demo',
      event: 'demo_requested',
      properties: { form: 'demo' },
      traits: { email },
    }
    expect(await visitorActs(t, workspaceId, [demo], visitor({ anonymousId: 'another browser' }))).toEqual([
      { status: 'counted' },
    ])
    expect(await names()).toEqual(['/before', 'demo'])
    const { rows: kept } = await t.pool.query(`select 1 from identity where value = 'another browser'`)
    expect(kept).toEqual([])
    const { rows: aside } = await t.pool.query(`select raw::text from set_aside where code = 'do_not_track'`)
    expect(JSON.stringify(aside)).not.toMatch(/untracked@|\/after/)

    // accepting on the site again: from that act on, within one batch too
    const yes = {
      type: 'track' as const,
      messageId: 'yes-again',
      event: 'consent_granted',
      properties: { purpose: 'tracking', source: 'banner' },
    }
    expect(await send(visit('/still'), yes, visit('/again'))).toMatchObject([
      { status: 'set_aside' },
      { status: 'counted' },
      { status: 'counted' },
    ])
    expect(await names()).toEqual(['/before', 'demo', '/again'])
  })

  test('earns no points by what a browser noticed in the meantime and an import brings late', async () => {
    const event = (name: string, time: number, props: object = {}): FoldEvent => ({
      messageId: `${name}${time}`,
      time,
      own: true,
      name,
      object: null,
      content: null,
      channel: null,
      campaign: null,
      source: 'browser',
      verdict: 'human',
      props: props as FoldEvent['props'],
      traits: null,
      accountId: null,
      accountBy: null,
      accountTraits: null,
      domain: null,
    })
    const history = compileHistory([{ version: 1, appliedAt: 0, blueprint: defaultBlueprint() }], 'UTC')
    const points = (events: FoldEvent[]) => {
      let sum = 0
      fold(events, history, 100_000, (line) => (sum += line.points))
      return sum
    }
    const read = [event('page_viewed', 1000), event('demo_requested', 50_000)]
    const withdrawn = event('consent_withdrawn', 10, { purpose: 'tracking' })
    const demo = points([event('demo_requested', 50_000)])
    expect(demo).toBeGreaterThan(0)
    expect(points(read)).toBeGreaterThan(demo)
    expect(points([withdrawn, ...read])).toBe(demo)
    expect(points([event('consent_withdrawn', 10, { purpose: 'marketing' }), ...read])).toBe(points(read))
  })
})

describe('an address that wants no mail, or takes none', () => {
  const told = async (name: string, email: string, props: JsonObject = {}) => {
    const [outcome] = await t.flow.accept(workspaceId, [
      { event: event(name, Date.now(), { messageId: `${name}:${email}`, keys: keys({ email }), props }) },
    ])
    return outcome?.status
  }
  const why = async (email: string) => {
    const { rows } = await t.pool.query<{ reason: string }>(
      'select reason from suppression where workspace_id = $1 and hash = $2',
      [workspaceId, addressHash(await consentSecret(t.pool), workspaceId, 'email', email)],
    )
    return rows.map(({ reason }) => reason)
  }

  test('is suppressed by a complaint and by a mail that came back for good, not by a full mailbox', async () => {
    await agree('angry@example.com', ['marketing'])
    expect(await told('email_complained', 'angry@example.com')).toBe('counted')
    expect(await told('email_bounced', 'gone@example.com', { kind: 'hard' })).toBe('counted')
    expect(await told('email_bounced', 'full@example.com', { kind: 'soft' })).toBe('counted')
    expect(await why('angry@example.com')).toEqual(['complaint'])
    expect(await why('gone@example.com')).toEqual(['bounce'])
    expect(await why('full@example.com')).toEqual([])
    const { id } = await personOf('angry@example.com')
    expect((await mayReach(t.pool, workspaceId, [id], 'marketing')).get(id)?.may).toBe(false)
  })

  test('of a person who complained is every one of theirs', async () => {
    const { id } = await personOf('angry@example.com')
    await t.flow.accept(workspaceId, [
      {
        event: event('identify', Date.now(), {
          type: 'identify',
          keys: keys({ userId: 'u-angry', email: 'second@example.com' }),
        }),
      },
      { event: event('email_complained', Date.now() + 1, { keys: keys({ userId: 'u-angry' }) }) },
    ])
    expect(id).not.toBe('')
    expect(await why('second@example.com')).toEqual(['complaint'])
  })
})
