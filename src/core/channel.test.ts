import { describe, expect, test } from 'vitest'
import { type Arrival, channelOfWord, channels, findChannel, hostOf } from '#core/channel.ts'
import { channelByHost } from '#core/channel-lists.ts'

const visit: Arrival = {
  source: 'browser',
  name: 'page_viewed',
  campaign: null,
  clickIds: null,
  referrer: '',
  host: 'www.acme.co.kr',
  stated: null,
}

describe('the channel', () => {
  test.each([
    ['https://www.google.co.kr/', 'search'],
    ['https://search.naver.com/search.naver?query=x', 'search'],
    ['https://m.search.naver.com/', 'search'],
    ['https://www.naver.com/', 'search'],
    ['https://m.search.daum.net/search', 'search'],
    ['https://yandex.ru/search/', 'search'],
    ['https://yandex.com.tr/', 'search'],
    ['https://ya.ru/', 'search'],
    ['https://go.mail.ru/search', 'search'],
    ['https://nova.rambler.ru/search', 'search'],
    ['android-app://com.google.android.googlequicksearchbox/', 'search'],
    ['https://blog.naver.com/acme/1', 'social'],
    ['https://cafe.naver.com/x', 'social'],
    ['https://cafe.daum.net/x', 'social'],
    ['https://story.kakao.com/x', 'social'],
    ['https://vk.com/', 'social'],
    ['https://away.vk.com/away.php', 'social'],
    ['https://t.me/acme', 'social'],
    ['android-app://org.telegram.messenger/', 'social'],
    ['https://ok.ru/', 'social'],
    ['https://lnkd.in/abc', 'social'],
    ['https://l.facebook.com/l.php?u=', 'social'],
    ['https://t.co/x', 'social'],
    ['https://e.mail.ru/messages', 'email'],
    ['https://mail.yandex.ru/', 'email'],
    ['https://mail.yandex.kz/', 'email'],
    ['https://mail.naver.com/', 'email'],
    ['https://mail.google.com/mail/u/0', 'email'],
    ['https://chatgpt.com/', 'ai'],
    ['https://www.perplexity.ai/search', 'ai'],
    ['https://gemini.google.com/app', 'ai'],
    ['https://claude.ai/', 'ai'],
    ['https://grok.com/', 'ai'],
    ['https://chat.deepseek.com/', 'ai'],
    ['https://copilot.cloud.microsoft/', 'ai'],
    ['https://clova-x.naver.com/', 'ai'],
    ['https://web.max.ru/', 'social'],
    ['android-app://ru.oneme.app/', 'social'],
    ['https://vk.cc/abc', 'social'],
    ['https://www.eventbrite.com/e/1', 'event'],
    ['https://alice.yandex.ru/', 'ai'],
    ['https://giga.chat/', 'ai'],
    ['https://adcr.naver.com/adcr', 'ppc'],
    ['https://www.g2.com/products/acme', 'referral'],
    ['https://partner.example/blog', 'referral'],
    ['', 'direct'],
    ['https://acme.co.kr/pricing', null],
    ['https://docs.acme.co.kr/', null],
    ['not an address', null],
  ])('a visit from %j is %s', (referrer, channel) => {
    expect(findChannel({ ...visit, referrer })).toBe(channel)
  })

  test.each([
    [{ source: 'google', medium: 'cpc' }, 'ppc'],
    [{ source: 'linkedin', medium: 'paid_social' }, 'ppc'],
    [{ source: 'kakao', medium: 'Social' }, 'social'],
    [{ source: 'naver' }, 'search'],
    [{ source: 'chatgpt.com' }, 'ai'],
    [{ source: 'telegram', medium: '' }, 'social'],
    [{ source: 'newsletter-5', medium: 'e-mail' }, 'email'],
    [{ source: 'gartner', medium: 'tradeshow' }, 'event'],
    [{ source: 'criteo', medium: 'display' }, 'display'],
    [{ source: 'sdr', medium: 'outbound' }, 'outbound'],
    [{ source: 'reseller', medium: 'партнёр' }, 'partner'],
    [{ source: 'vk', medium: 'own-word' }, 'social'],
    [{ source: 'own', medium: 'own-word' }, 'other'],
    // somebody marked the link, so nobody typed the address
    [{ name: 'spring' }, 'other'],
  ])('a campaign %j is %s', (campaign, channel) => {
    expect(findChannel({ ...visit, campaign })).toBe(channel)
  })

  test('the medium comes before click ids, those of adverts before the source, click ids before the referrer', () => {
    const arrival = { ...visit, clickIds: { gclid: 'Cj0KC' }, referrer: 'https://www.facebook.com/' }
    expect(findChannel({ ...arrival, campaign: { source: 'x', medium: 'email' } })).toBe('email')
    expect(findChannel({ ...arrival, campaign: { source: 'google' } })).toBe('ppc')
    expect(findChannel({ ...arrival, campaign: { source: 'newsletter' }, clickIds: { fbclid: 'IwAR' } })).toBe('email')
    expect(findChannel(arrival)).toBe('ppc')
    expect(findChannel({ ...arrival, clickIds: {} })).toBe('social')
  })

  test.each(['gclid', 'gbraid', 'wbraid', 'msclkid', 'li_fat_id', 'twclid', 'ttclid', 'yclid', 'rb_clickid'])(
    '%s is an advert',
    (id) => {
      expect(findChannel({ ...visit, clickIds: { [id]: 'AbC' } })).toBe('ppc')
    },
  )

  test('a Facebook click id is on free links too', () => {
    expect(findChannel({ ...visit, clickIds: { fbclid: 'IwAR' } })).toBe('social')
  })

  test('a server that tells nothing has no channel, and a mail has its own', () => {
    const fact: Arrival = { ...visit, source: 'server', name: 'demo_requested', referrer: null, host: null }
    expect(findChannel(fact)).toBeNull()
    expect(findChannel({ ...fact, referrer: '' })).toBeNull()
    expect(findChannel({ ...fact, name: 'email_clicked' })).toBe('email')
    expect(findChannel({ ...fact, name: 'suspect_listed' })).toBe('outbound')
    expect(findChannel({ ...fact, stated: 'organic_search' })).toBe('search')
  })

  test.each([
    ['organic_search', 'search'],
    ['paid_search', 'ppc'],
    ['Direct Traffic', 'direct'],
    ['other_publicities', 'other'],
    ['Naver', 'search'],
    ['카카오톡', 'social'],
    ['вебинар', 'event'],
    ['AI', 'ai'],
    ['', null],
    ['our own word', null],
  ])('an import calls it %j: %s', (word, channel) => {
    expect(channelOfWord(word)).toBe(channel)
  })
})

test('every listed host has one of the channels', () => {
  for (const [host, channel] of channelByHost) {
    expect(host, host).toMatch(/^[a-z0-9.-]+$/)
    expect(channels).toContain(channel)
  }
})

test('a host is read from any usual address', () => {
  expect(hostOf('https://user:pw@WWW.Example.com:8080/a?b#c')).toBe('example.com')
  expect(hostOf('//cdn.example.com/x')).toBe('cdn.example.com')
  expect(hostOf('/path')).toBeNull()
})
