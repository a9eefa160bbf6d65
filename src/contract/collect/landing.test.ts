import { describe, expect, test } from 'vitest'
import { arrivalOf, readVisit } from '#contract/collect/visit.ts'
import { explainChannel } from '#core/channel.ts'

/** The channel of somebody who landed on that address from that one, with what decided: `ppc by click_id gclid`. */
function landed(query: string, referrer = ''): string {
  const visit = readVisit({ page: { url: `https://www.acme.co.kr/demo${query}`, referrer } }, {}, true)
  const { channel, reason, detail } = explainChannel(arrivalOf(visit, { source: 'browser', name: 'page_viewed' }))
  return `${channel} by ${reason}${detail === null ? '' : ` ${detail}`}`
}

const naver = 'https://search.naver.com/search.naver?query=%ED%99%94%EB%AC%BC'
const napm = (way: string) =>
  `NaPm=ct%3Dk5g66vlk%7Cci%3D0A80001pPLXsxBzMgeXI%7Ctr%3D${way}%7Chk%3D9f532557a29b57578ae825dacca39e8f76274a25`

describe('the address somebody lands on', () => {
  test.each([
    [
      `?n_media=27758&n_query=%ED%99%94%EB%AC%BC%EC%B6%94%EC%A0%81&n_rank=2&n_ad_group=grp-a001-01-000000010811277&n_ad=nad-a001-01-000000061513507&n_keyword_id=nkw-a001-01-000001987427054&n_keyword=%ED%99%94%EB%AC%BC%EC%B6%94%EC%A0%81&n_campaign_type=1&${napm('sa')}`,
      naver,
      'ppc by click_id n_media',
    ],
    [`?${napm('sa')}`, naver, 'ppc by click_id napm'],
    [`?${napm('brnd')}`, 'https://m.search.naver.com/', 'ppc by click_id napm'],
    ['?NaPm=ci%3Da8xju8rK5LR160W9878jsNtA%7Ctr%3Dgfa', 'https://m.naver.com/', 'ppc by click_id napm'],
    // shops, free listings and the checkout carry it, too
    [`?${napm('slsl')}`, 'https://search.shopping.naver.com/', 'search by referrer search.shopping.naver.com'],
    [`?${napm('ds')}`, '', 'direct by no_referrer'],
    ['?NaPm=xtr%3Dsa', '', 'direct by no_referrer'],
    [`?utm_source=naver&utm_campaign=powerlink&n_media=27758`, naver, 'ppc by click_id n_media'],
    [
      '?DMKW=%ED%9B%84%EB%93%9C%ED%95%84%ED%84%B0&DMSKW=%ED%9B%84%EB%93%9C%ED%95%84%ED%84%B0%EA%B5%90%EC%B2%B4&DMCOL=MOBILESA',
      'https://m.search.daum.net/',
      'ppc by click_id dmkw',
    ],
    ['?DMCOL=PM', 'https://search.daum.net/', 'ppc by click_id dmcol'],
  ])('Korea: %s', (query, referrer, expected) => {
    expect(landed(query, referrer)).toBe(expected)
  })

  test.each([
    ['?ysclid=lq6x6ob87t524695899', '', 'search by click_id ysclid'],
    ['?ysclid=lq6x6ob87t524695899', 'https://yandex.ru/', 'search by click_id ysclid'],
    ['?yclid=16123456789012345678', 'https://yandex.ru/', 'ppc by click_id yclid'],
    ['?yclid=16123456789012345678&ysclid=lq6x6ob87t524695899', 'https://yandex.ru/', 'ppc by click_id yclid'],
    ['?utm_source=yandex&utm_campaign=70123456&yclid=1612', 'https://yandex.ru/', 'ppc by click_id yclid'],
    ['?utm_source=vkads&utm_campaign=9601234&rb_clickid=161234-1698765432', '', 'ppc by click_id rb_clickid'],
    ['?rb_clickid=161234-1698765432-987', 'https://vk.com/', 'ppc by click_id rb_clickid'],
    ['?utm_source=vk&utm_medium=target&utm_campaign=logist', 'https://vk.com/', 'ppc by medium target'],
    ['?utm_source=vk&utm_medium=%D1%82%D0%B0%D1%80%D0%B3%D0%B5%D1%82', '', 'ppc by medium таргет'],
    ['?utm_source=mytarget&utm_medium=banner_1', '', 'ppc by source mytarget'],
    // a page that runs within VK: who opened it, not an advert
    ['?vk_user_id=494075&vk_app_id=6736218&vk_platform=desktop_web', 'https://vk.com/', 'social by referrer vk.com'],
  ])('Russia: %s', (query, referrer, expected) => {
    expect(landed(query, referrer)).toBe(expected)
  })

  test.each([
    ['?gad_source=1&gad_campaignid=20030909980&gbraid=0AAAAAC-PRd', '', 'ppc by click_id gbraid'],
    ['?gad_source=1', 'https://www.google.com/', 'ppc by click_id gad_source'],
    ['?wbraid=Cj8KCQjw', '', 'ppc by click_id wbraid'],
    ['?msclkid=4d2f1b6a', 'https://www.bing.com/', 'ppc by click_id msclkid'],
    ['?ttclid=E.C.P.CoEBMm', 'https://www.tiktok.com/', 'ppc by click_id ttclid'],
    ['?li_fat_id=1a2b3c4d-5e6f', 'https://www.linkedin.com/', 'ppc by click_id li_fat_id'],
    ['?twclid=2-4qoc', 'https://t.co/x', 'ppc by click_id twclid'],
    ['?utm_source=google&utm_campaign=brand&gclid=CjwKCAiA', 'https://www.google.com/', 'ppc by click_id gclid'],
    ['?srsltid=AfmBOoqCcu', '', 'search by click_id srsltid'],
    // a medium is what somebody said on purpose; the id of a link that was shared stays behind it
    ['?utm_source=weekly&utm_medium=email&gclid=CjwKCAiA', '', 'email by medium email'],
    ['?utm_source=linkedin&fbclid=IwAR0', '', 'social by source linkedin'],
    ['?GCLID=CjwKCAiA', '', 'ppc by click_id gclid'],
    ['?gclid=', 'https://www.google.com/', 'search by referrer google.com'],
  ])('anywhere: %s', (query, referrer, expected) => {
    expect(landed(query, referrer)).toBe(expected)
  })

  test.each([
    ['제휴', 'partner'],
    ['제휴 마케팅', 'affiliate'],
    ['검색광고', 'ppc'],
    ['검색 광고', 'ppc'],
    ['배너', 'display'],
    ['이메일', 'email'],
    ['카카오', 'social'],
    ['알림톡', 'social'],
    ['партнёр', 'partner'],
    ['Партнеры', 'partner'],
    ['рассылка', 'email'],
    ['e-mail рассылка', 'email'],
    ['контекст', 'ppc'],
    ['контекстная реклама', 'ppc'],
    ['таргет', 'ppc'],
    ['медийная реклама', 'display'],
    ['наше-слово', 'other'],
  ])('utm_medium=%s is %s', (medium, channel) => {
    const query = new URLSearchParams({ utm_source: 'spring-42', utm_medium: medium })
    expect(landed(`?${query}`)).toMatch(new RegExp(`^${channel} `))
  })

  test.each([
    ['?utm_campaign=spring', '', 'other by unknown_tags spring'],
    ['?utm_campaign=spring', 'https://www.google.com/', 'search by referrer google.com'],
    ['?utm_campaign=spring', 'https://partner.example/', 'referral by unknown_referrer partner.example'],
    ['?utm_campaign=spring&gclid=Cj0', '', 'ppc by click_id gclid'],
    // the page script repeats the tags of the landing on every later step
    ['?utm_campaign=spring', 'https://www.acme.co.kr/', 'null by same_site'],
  ])('a campaign without a source, %s from %j: %s', (query, referrer, expected) => {
    expect(landed(query, referrer)).toBe(expected)
  })

  test.each([
    ['?ref=producthunt', '', 'social by link producthunt'],
    ['?ref=producthunt.com', '', 'social by link producthunt.com'],
    ['?ref=https%3A%2F%2Fwww.g2.com%2Fproducts%2Facme', '', 'referral by link https://www.g2.com/products/acme'],
    ['?source=newsletter', '', 'email by link newsletter'],
    ['?via=kim', '', 'other by unknown_tags kim'],
    ['?ref=kim&via=linkedin', '', 'other by unknown_tags kim'],
    ['?utm_source=linkedin&ref=kim', '', 'social by source linkedin'],
    ['?ref=kim', 'https://t.co/x', 'social by referrer t.co'],
    ['?ref=producthunt', 'https://www.acme.co.kr/pricing', 'null by same_site'],
    ['?ref=', '', 'direct by no_referrer'],
    ['?preference=linkedin', '', 'direct by no_referrer'],
  ])('what a link says of itself, %s from %j: %s', (query, referrer, expected) => {
    expect(landed(query, referrer)).toBe(expected)
  })

  test('ids that a page sends by themselves are read whatever their case, and only as what they are', () => {
    const visit = readVisit({ clickIds: { GCLID: 'Ab', NaPm: 'ct=x|tr=slsl|hk=y', own: 'z', dmkw: 7 } }, {}, false)
    expect(visit.clickIds).toEqual({ gclid: 'Ab' })
  })
})
