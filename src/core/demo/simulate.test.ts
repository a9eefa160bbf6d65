import { describe, expect, test } from 'vitest'
import { defaultBlueprint } from '#core/blueprint/default.ts'
import { findCatalogueEntry } from '#core/catalogue.ts'
import { day, wallClock } from '#core/demo/calendar.ts'
import { companies } from '#core/demo/companies.ts'
import { simulate, simulatedDays } from '#core/demo/simulate.ts'
import { newcomers } from '#core/demo/stories/today.ts'
import { landingChangedAt } from '#core/demo/wandering.ts'
import type { DemoItem, World } from '#core/demo/world.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { judgeMail, normaliseMail } from '#core/mail-domain.ts'

const end = Date.UTC(2026, 10, 20, 8)
const zone = 'Asia/Seoul'
const whole = [...simulate({ seed: 'demo', end, zone })]

const bytes = (items: Iterable<DemoItem>): string => JSON.stringify([...items])

const body = (item: DemoItem): JsonObject => item.raw as JsonObject
const isBody = (item: DemoItem): boolean => typeof item.raw === 'object' && item.raw !== null
const named = (name: string): DemoItem[] => whole.filter((item) => isBody(item) && body(item)['event'] === name)
const propsOf = (item: DemoItem): JsonObject => (body(item)['properties'] ?? {}) as JsonObject
const contextOf = (item: DemoItem): JsonObject => (body(item)['context'] ?? {}) as JsonObject

describe('the stream', () => {
  test('the same options give the same bytes, another seed or end gives others', () => {
    const small = { seed: 'demo', end, zone, size: 0.05 }
    expect(bytes(simulate(small))).toBe(bytes(simulate(small)))
    expect(bytes(simulate({ seed: 'demo', end, zone }))).toBe(bytes(whole))
    expect(bytes(simulate({ ...small, seed: 'other' }))).not.toBe(bytes(simulate(small)))
    expect(bytes(simulate({ ...small, end: end - day }))).not.toBe(bytes(simulate(small)))
  })

  test('comes in order of arrival, within the half year, and ends today', () => {
    const times = whole.map((item) => item.receivedAt)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeGreaterThanOrEqual(end - simulatedDays * day)
    expect(times.at(-1)).toBeLessThanOrEqual(end)
    expect(end - times.at(-1)!).toBeLessThan(6 * 3_600_000)
  })

  test('is of a size that loads in a minute', () => {
    expect(whole.length).toBeGreaterThan(25_000)
    expect(whole.length).toBeLessThan(40_000)
    expect([...simulate({ seed: 'demo', end, zone, size: 0.05 })].length).toBeLessThan(7000)
  })

  test('a messageId is sent again only with the same body', () => {
    const first = new Map<Json, string>()
    let repeated = 0
    for (const item of whole.filter(isBody)) {
      const id = body(item)['messageId']!
      const said = JSON.stringify(item.raw)
      if (first.has(id)) repeated++
      expect(first.get(id) ?? said).toBe(said)
      first.set(id, said)
      expect(String(id).length).toBeLessThanOrEqual(100)
    }
    expect(repeated).toBeGreaterThan(200)
  })

  test('some of it arrives hours after it happened', () => {
    const late = whole.filter((item) => {
      const { timestamp, sentAt } = isBody(item) ? body(item) : {}
      return (
        typeof timestamp === 'string' &&
        typeof sentAt === 'string' &&
        Date.parse(sentAt) - Date.parse(timestamp) > 1_800_000
      )
    })
    expect(late.length).toBeGreaterThan(100)
    expect(late.every((item) => item.source === 'browser')).toBe(true)
  })
})

describe('the people', () => {
  const mails = new Set(
    whole.filter(isBody).flatMap((item) => {
      const traits = (body(item)['traits'] ?? contextOf(item)['traits'] ?? {}) as JsonObject
      return typeof traits['email'] === 'string' && traits['email'].includes('@') ? [traits['email']] : []
    }),
  )

  test('are several hundred, in some eighty companies, in their own scripts', () => {
    expect(mails.size).toBeGreaterThan(380)
    expect(mails.size).toBeLessThan(700)
    const domains = new Set(
      [...mails].map((mail) => mail.split('@')[1]!).filter((domain) => domain.endsWith('.example')),
    )
    expect(domains.size).toBeGreaterThan(65)
    const said = JSON.stringify(whole.filter((item) => isBody(item) && body(item)['type'] === 'identify'))
    expect(said).toMatch(/[가-힣]{2,}팀장/)
    expect(said).toMatch(/Директор по/)
    expect(said).toMatch(/Leiter/)
    expect(said).toMatch(/[一-龠]/)
  })

  test('write from addresses that nobody can have', () => {
    for (const mail of mails) {
      const address = normaliseMail(mail)
      expect(address).toBe(mail)
      const [local, domain] = mail.split('@') as [string, string]
      if (domain.endsWith('.example')) {
        expect(judgeMail(mail)).toEqual({ kind: 'work', role: false, accountDomain: domain })
        continue
      }
      expect(judgeMail(mail).kind).toBe('free')
      if (domain === 'gmail.com' || domain === 'yandex.ru') expect(local).toContain('_')
      else expect([domain, local]).toEqual(['naver.com', expect.stringContaining('.')])
    }
  })

  test('have one user id each, and an address nobody else has', () => {
    const mailOf = new Map<Json, Json>()
    for (const item of whole.filter((each) => isBody(each) && body(each)['userId'] !== undefined)) {
      const { userId } = body(item)
      const mail = ((body(item)['traits'] ?? contextOf(item)['traits']) as JsonObject)['email']!
      expect(mailOf.get(userId!) ?? mail).toBe(mail)
      mailOf.set(userId!, mail)
    }
    expect(mailOf.size).toBeGreaterThan(100)
    expect(new Set(mailOf.values()).size).toBe(mailOf.size)
  })

  test('work in office hours of their own zone', () => {
    const human = whole.filter(
      (item) => item.source === 'browser' && isBody(item) && typeof contextOf(item)['timezone'] === 'string',
    )
    const weekend = human.filter(
      (item) => wallClock(item.receivedAt, contextOf(item)['timezone'] as string).weekday > 4,
    )
    const night = human.filter((item) => wallClock(item.receivedAt, contextOf(item)['timezone'] as string).hour < 6)
    expect(weekend.length / human.length).toBeLessThan(0.13)
    expect(weekend.length).toBeGreaterThan(300)
    expect(night.length / human.length).toBeLessThan(0.05)
  })

  test('companies have names and domains of their own', () => {
    expect(new Set(companies.map(({ domain }) => domain)).size).toBe(companies.length)
    expect(new Set(companies.map(({ name }) => name)).size).toBe(companies.length)
  })
})

describe('what happens', () => {
  const enough: [string, number][] = [
    ['form_submitted', 400],
    ['content_downloaded', 200],
    ['consent_granted', 250],
    ['consent_withdrawn', 8],
    ['email_sent', 1500],
    ['email_opened', 500],
    ['email_clicked', 100],
    ['email_replied', 5],
    ['email_bounced', 5],
    ['demo_requested', 25],
    ['callback_requested', 3],
    ['quote_requested', 3],
    ['trial_started', 2],
    ['price_asked', 3],
    ['proof_requested', 3],
    ['suspect_listed', 80],
    ['connection_accepted', 5],
    ['event_registered', 15],
    ['event_attended', 20],
    ['meeting_booked', 40],
    ['meeting_attended', 30],
    ['meeting_missed', 5],
    ['call_logged', 60],
    ['lead_accepted', 25],
    ['lead_returned', 12],
    ['lead_disqualified', 6],
    ['opportunity_verified', 14],
    ['proposal_sent', 9],
    ['contract_signed', 14],
    ['deal_lost', 4],
    ['payment_received', 10],
    ['onboarding_started', 5],
    ['contract_renewed', 3],
    ['customer_churned', 1],
    ['product_misfit', 1],
    ['survey_answered', 4],
    ['social_shared', 5],
    ['referral_given', 1],
    ['review_written', 1],
  ]

  test.each(enough)('%s happens at least %i times, under its catalogue name', (name, least) => {
    expect(findCatalogueEntry(name)?.key).toBe(name)
    expect(named(name).length).toBeGreaterThanOrEqual(least)
  })

  test.each(['one', 'two', 'three'])('another seed has all of it too (%s)', (seed) => {
    const seen = new Set([...simulate({ seed, end, zone })].filter(isBody).map((item) => body(item)['event']))
    const rare = new Set(['product_misfit'])
    expect(enough.filter(([name]) => !seen.has(name) && !rare.has(name))).toEqual([])
  })

  test('sales facts come from trusted doors, and a page that claims one is an oddity', () => {
    const claimed = whole.filter((item) => {
      const name = isBody(item) ? body(item)['event'] : null
      return item.trust === 'public' && typeof name === 'string' && findCatalogueEntry(name)?.trust === 'secret'
    })
    expect(claimed.length).toBeGreaterThan(0)
    for (const item of claimed) expect(body(item)['messageId']).toMatch(/^demo-odd-/)
  })

  test('reasons are those of the blueprint', () => {
    const known = new Set(defaultBlueprint().reasons.map(({ id }) => id))
    const given = ['lead_returned', 'lead_disqualified', 'deal_lost', 'customer_churned', 'product_misfit'].flatMap(
      named,
    )
    expect(
      new Set(given.map((item) => String(propsOf(item)['reason'])).filter((reason) => !known.has(reason))),
    ).toEqual(new Set())
  })

  test('whatever event the built-in models, scores and lists ask for, happens', () => {
    const asked = new Set(
      JSON.stringify(defaultBlueprint())
        .match(/(?<="field":"event\.name","op":"(?:is|in)","value":)(?:"[^"]+"|\[[^\]]+\])/g)
        ?.flatMap((value) => [JSON.parse(value) as string | string[]].flat()),
    )
    const byType: Record<string, string> = {
      page: 'page_viewed',
      identify: 'profile_updated',
      group: 'account_updated',
    }
    const seen = new Set(whole.filter(isBody).map((item) => byType[String(body(item)['type'])] ?? body(item)['event']))
    // the sample company has a website without app, chat or content events; stages are set by hand in the product only
    const elsewhere = new Set([
      'screen_viewed',
      'content_viewed',
      'chat_started',
      'stage_set',
      'handoff_opened',
      'handoff_closed',
    ])
    expect(asked.size).toBeGreaterThan(30)
    expect([...asked].filter((name) => !seen.has(name) && !elsewhere.has(name))).toEqual([])
  })

  test('amounts come in several currencies, whole and positive', () => {
    const signed = [...named('contract_signed'), ...named('opportunity_verified')].filter(
      (item) => item.trust === 'secret',
    )
    expect(new Set(signed.map((item) => propsOf(item)['currency'])).size).toBeGreaterThan(3)
    for (const item of signed) {
      expect(propsOf(item)['amount']).toSatisfy((amount: Json) => Number.isInteger(amount) && Number(amount) > 1000)
    }
  })

  test('the exchanged landing page loses people: fewer paid visits end in a form', () => {
    const changed = landingChangedAt({ end } as World)
    const rate = (from: number, to: number): number => {
      const inTime = whole.filter(
        (item) => item.receivedAt >= from && item.receivedAt < to && item.source === 'browser' && isBody(item),
      )
      const paid = new Set(
        inTime
          .filter((item) => String(propsOf(item)['path']).startsWith('/lp/'))
          .map((item) => body(item)['anonymousId']),
      )
      const told = new Set(
        whole
          .filter((item) => isBody(item) && body(item)['event'] === 'form_submitted')
          .map((item) => body(item)['anonymousId']),
      )
      return [...paid].filter((id) => told.has(id)).length / paid.size
    }
    expect(rate(end - 182 * day, changed)).toBeGreaterThan(2 * rate(changed, end))
  })

  test('somebody waits today: requests of the last 24 hours, nobody has answered yet', () => {
    const fresh = [...named('demo_requested'), ...named('callback_requested')].filter(
      (item) => end - item.receivedAt < day,
    )
    expect(fresh.length).toBeGreaterThanOrEqual(5)
  })

  test('whenever it begins, all of them have agreed to be written to: without that nobody has work with them', () => {
    for (let minutes = 0; minutes < 60; minutes += 5) {
      const agreed = new Set<Json | undefined>()
      for (const item of simulate({ seed: 'demo', end: end + minutes * 60_000, zone, size: 0.02 })) {
        const id = isBody(item) ? body(item)['messageId'] : null
        if (typeof id === 'string' && body(item)['event'] === 'consent_granted') agreed.add(/today-\d+/.exec(id)?.[0])
      }
      agreed.delete(undefined)
      expect([...agreed], `${minutes} minutes later`).toHaveLength(newcomers.length)
    }
  })
})
