import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Arrival, findChannel } from '#core/channel.ts'
import { channelRules, judgeChannel, noRules, ruleMark } from '#core/channel-rule/judge.ts'
import { matches, matchesHost, matchesPath } from '#core/channel-rule/pattern.ts'
import { type ChannelRule, faultOf, ownChannels, tidyPattern } from '#core/channel-rule/rule.ts'

const visit: Arrival = {
  source: 'browser',
  name: 'page_viewed',
  campaign: null,
  clickIds: null,
  referrer: '',
  host: 'www.acme.co.kr',
  path: '/',
  stated: null,
}
const rules: ChannelRule[] = [
  { when: { source: ['logistics-pod*'], medium: ['audio', 'podcast'] }, channel: 'podcast' },
  { when: { referrer: ['freight-forum.example'] }, channel: 'fair' },
  { when: { path: ['/stand-b12'], referrer: ['*'] }, channel: 'fair' },
  { when: { clickId: ['gclid'], campaign: ['brand-*'] }, channel: 'brand ads' },
  { when: { path: ['/전시회'] }, channel: 'event' },
]
const judge = (part: Partial<Arrival>) => judgeChannel({ ...visit, ...part }, channelRules(3, rules))

describe('rules of one’s own', () => {
  test('come before our lists; all tests of a rule must hold, of the patterns of a test one', () => {
    expect(judge({ campaign: { source: 'Logistics-Pod-12', medium: 'Audio' } })).toEqual({
      channel: 'podcast',
      reason: 'rule',
      detail: null,
      rule: 0,
    })
    expect(judge({ campaign: { source: 'logistics-pod', medium: 'cpc' } })).toMatchObject({
      channel: 'ppc',
      rule: null,
    })
    expect(judge({ referrer: 'https://m.freight-forum.example/hall' })).toMatchObject({ channel: 'fair', rule: 1 })
    expect(judge({ referrer: 'https://freight-forum.example.evil.test/' })).toMatchObject({ channel: 'referral' })
    expect(judge({ clickIds: { gclid: 'x' }, campaign: { name: 'Brand-KR' } })).toMatchObject({ channel: 'brand ads' })
    expect(judge({ clickIds: { gclid: 'x' }, campaign: { name: 'other' } })).toMatchObject({ channel: 'ppc' })
  })

  test('a rule about a page takes arrivals, not steps within the site', () => {
    expect(judge({ path: '/전시회/부스' })).toMatchObject({ channel: 'event', rule: 4 })
    expect(judge({ path: '/전시회', referrer: 'https://acme.co.kr/' })).toMatchObject({
      channel: null,
      reason: 'same_site',
    })
    expect(judge({ path: '/전시회', referrer: null })).toMatchObject({ channel: null, reason: 'nothing' })
  })

  test('what a trusted source says outright stands, in its words for our channels or for one’s own', () => {
    const fact = { source: 'server', referrer: null, host: null } as const
    expect(judge({ ...fact, stated: 'Podcast' })).toMatchObject({ channel: 'podcast', reason: 'stated' })
    expect(
      judge({ ...fact, stated: 'organic_search', campaign: { source: 'logistics-pod', medium: 'audio' } }),
    ).toEqual({
      channel: 'search',
      reason: 'stated',
      detail: 'organic_search',
      rule: null,
    })
  })

  test('without rules, the verdict is that of our lists, whatever arrives', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('cpc', 'google', 'https://t.co/x', '//', 'email'))
    fc.assert(
      fc.property(
        fc.record({
          campaign: fc.option(fc.record({ source: text, medium: text, name: text })),
          referrer: fc.option(text),
          stated: fc.option(text),
        }),
        (part) => {
          const arrival = { ...visit, ...part }
          expect(judgeChannel(arrival, noRules).channel).toBe(findChannel(arrival))
        },
      ),
    )
  })

  test('the mark names version and place', () => {
    expect(ruleMark(channelRules(3, rules), 0)).toBe('3.1')
    expect(ownChannels(rules)).toEqual(['podcast', 'fair', 'brand ads'])
  })
})

describe('a rule', () => {
  test.each([
    [{ when: {}, channel: 'fair' }, 'no_test'],
    [{ when: { source: [] }, channel: 'fair' }, 'no_test'],
    [{ when: { source: ['x'] }, channel: ' ' }, 'no_channel'],
    [{ when: { clickId: ['zclid'] }, channel: 'ppc' }, 'unknown_click_id'],
    [{ when: { source: ['*'] }, channel: 'fair' }, 'too_wide'],
    [{ when: { path: ['/'] }, channel: 'fair' }, 'too_wide'],
    [{ when: { path: ['/fair', '*'] }, channel: 'fair' }, 'too_wide'],
    [{ when: { path: ['/'], campaign: ['x'] }, channel: 'fair' }, null],
  ] as const)('%j: %s', (rule, fault) => {
    expect(faultOf(rule as unknown as ChannelRule)).toBe(fault)
  })

  test('patterns are kept as they are compared', () => {
    expect(tidyPattern('referrer', ' https://WWW.Forum.Example/hall?x ')).toBe('forum.example')
    expect(tidyPattern('referrer', 'forum.example/hall')).toBe('forum.example')
    expect(tidyPattern('path', 'https://acme.com/Fair/?utm_source=x')).toBe('/fair')
    expect(tidyPattern('path', 'fair/')).toBe('/fair')
    expect(tidyPattern('campaign', ' Spring  Sale ')).toBe('spring sale')
  })
})

describe('patterns', () => {
  test('say the same as the regular expression they stand for', () => {
    const piece = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 })
    fc.assert(
      fc.property(piece, fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }), (pattern, text) => {
        expect(matches(pattern, text)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(text))
      }),
      { numRuns: 500 },
    )
  })

  test('hosts cover what is below them, paths too', () => {
    expect(['a.b', 'x.a.b', 'xa.b', 'a.b.c'].map((host) => matchesHost('a.b', host))).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect(['/fair', '/fair/x', '/fairs'].map((path) => matchesPath('/fair', path))).toEqual([true, true, false])
    expect(['/', '/x'].map((path) => matchesPath('/', path))).toEqual([true, false])
    expect(matchesPath('/*/fair', '/ko/fair')).toBe(true)
  })
})
