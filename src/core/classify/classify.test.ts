import { describe, expect, test } from 'vitest'
import { type Evidence, classify } from '#core/classify/classify.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const sent = Date.UTC(2026, 10, 22, 9, 0, 0)
const page: Evidence = {
  source: 'browser',
  trust: 'public',
  name: 'page_viewed',
  time: sent,
  agent: chrome,
  library: null,
  prefetched: false,
  props: {},
}
const mail: Evidence = { ...page, source: 'server', trust: 'secret', name: 'email_opened', agent: null }

describe('a browser', () => {
  test.each([
    chrome,
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 KAKAOTALK 10.9.0',
    'Mozilla/5.0 (Linux; Android 14; SM-S918N; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/126.0 Mobile Safari/537.36 NAVER(inapp; search; 1010; 12.6.5)',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 DaumApps/7.1.0 daum daumdevice/mobile',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 YaBrowser/24.6.0.0 Safari/537.36',
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Whale/3.26 Chrome/126.0.0.0 Safari/537.36',
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130 Mobile Safari/537.36 Telegram-Android/11.2.3 (Samsung SM-A546E; Android 14)',
  ])('%s is a person', (agent) => {
    expect(classify({ ...page, agent })).toEqual({ verdict: 'human', reason: null })
  })

  test.each([
    [
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/140.0 Safari/537.36',
      'agent_is_headless',
    ],
    ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'agent_is_bot'],
    ['Mozilla/5.0 (compatible; Yeti/1.1; +https://naver.me/spd)', 'agent_is_bot'],
    ['Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)', 'agent_is_bot'],
    [
      'Mozilla/5.0 (Linux; Android 6.0.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/99 DaumApps/1.0 (compatible; Daumoa/4.0; +http://cs.daum.net)',
      'agent_is_bot',
    ],
    ['facebookexternalhit/1.1;kakaotalk-scrap/1.0; +https://devtalk.kakao.com/t/scrap/33984', 'agent_is_bot'],
    ['TelegramBot (like TwitterBot)', 'agent_is_bot'],
    ['Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)', 'agent_is_bot'],
    ['Barracuda Sentinel (EE)', 'agent_is_gateway'],
  ])('%s is a machine: %s', (agent, reason) => {
    expect(classify({ ...page, agent })).toEqual({ verdict: 'machine', reason })
  })

  test('without an agent, or with a library’s, nobody can tell', () => {
    expect(classify({ ...page, agent: null })).toEqual({ verdict: 'unsure', reason: 'agent_missing' })
    expect(classify({ ...page, agent: 'curl/8.5.0' })).toEqual({ verdict: 'unsure', reason: 'agent_is_library' })
    expect(classify({ ...page, agent: 'node' }).verdict).toBe('unsure')
  })

  test('a page fetched ahead was seen by nobody', () => {
    expect(classify({ ...page, prefetched: true })).toEqual({ verdict: 'machine', reason: 'prefetched' })
  })

  test('an app’s library speaks for the person who holds the phone', () => {
    expect(classify({ ...page, agent: 'okhttp/4.12', library: 'analytics-android' }).verdict).toBe('human')
  })
})

describe('a trusted source', () => {
  test('its own program never counts against the person', () => {
    for (const agent of ['curl/8.5.0', 'Googlebot/2.1', 'HeadlessChrome', null]) {
      expect(classify({ ...page, source: 'server', trust: 'secret', name: 'demo_requested', agent })).toEqual({
        verdict: 'human',
        reason: null,
      })
    }
  })
})

describe('a mail', () => {
  test.each([
    [{}, 'human', null],
    [{ userAgent: chrome }, 'human', null],
    [{ secondsSinceSent: 3 }, 'machine', 'too_soon_after_sending'],
    [{ secondsSinceSent: 20 }, 'unsure', 'soon_after_sending'],
    [{ secondsSinceSent: 31 }, 'human', null],
    [{ sentAt: '2026-11-22T08:59:57.000Z' }, 'machine', 'too_soon_after_sending'],
    [{ sentAt: 'yesterday' }, 'human', null],
    [{ userAgent: 'Mozilla/5.0' }, 'unsure', 'mail_proxy'],
    [
      { user_agent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)' },
      'unsure',
      'mail_proxy',
    ],
    [{ userAgent: 'Mozilla/5.0 (compatible; Mimecast)' }, 'machine', 'mail_gateway'],
    [{ sg_machine_open: true }, 'machine', 'reported_as_machine'],
  ] as const)('opened with %j is %s (%s)', (props, verdict, reason) => {
    expect(classify({ ...mail, props })).toEqual({ verdict, reason })
  })

  test('a link followed by a bot is no click', () => {
    const props = { userAgent: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }
    expect(classify({ ...mail, name: 'email_clicked', props }).verdict).toBe('machine')
  })
})
