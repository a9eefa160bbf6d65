import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSignals } from './read.ts'
import { networkName, readNetwork } from './signal.ts'

const said = { network: 'linkedin', dateFormat: null } as const

describe('what networks export', () => {
  test('a day a line and a column for each kind, under lines of their own', () => {
    const text = [
      'Organisation: Route and Co',
      '"Date range: 11/01/2026 - 11/03/2026"',
      '',
      'Date,Impressions (total),Clicks,Reactions (total),Comments (total),Reposts (total),Engagement rate',
      '11/13/2026,"1,204",31,18,2,4,0.041',
      '11/14/2026,980,12,0,-,,0.02',
    ].join('\r\n')
    const { rows, needs, faultCount, from, to, kinds } = readSignals(text, said)
    expect([needs, faultCount, from, to, kinds]).toEqual([
      [],
      0,
      '2026-11-13',
      '2026-11-14',
      ['like', 'share', 'comment', 'view'],
    ])
    expect(rows.map(({ day, kind, count }) => `${day} ${kind} ${count}`).toSorted()).toEqual([
      '2026-11-13 comment 2',
      '2026-11-13 like 18',
      '2026-11-13 share 4',
      '2026-11-13 view 1204',
      '2026-11-14 view 980',
    ])
  })

  test('Korean and Russian headers, semicolons, days with dots, marks between thousands', () => {
    const korean = readSignals('날짜;공감수;댓글수;공유수\n2026.11.02.;1,024;3;7', {
      network: '네이버',
      dateFormat: null,
    })
    expect(korean.rows).toMatchObject([
      { day: '2026-11-02', kind: 'like', network: 'naver_blog', count: 1024 },
      { kind: 'share', count: 7 },
      { kind: 'comment', count: 3 },
    ])
    const russian = readSignals('Дата\tЛайки\tРепосты\tСсылка\n15.11.2026\t2 310\t12\thttps://vk.com/wall-1_2', {
      network: 'вк',
      dateFormat: null,
    })
    expect(russian.rows).toMatchObject([
      { day: '2026-11-15', kind: 'like', network: 'vk', url: 'https://vk.com/wall-1_2', count: 2310 },
      { kind: 'share', count: 12 },
    ])
  })

  test('a line for each kind, with its own network; alike lines are one', () => {
    const text =
      'day,platform,type,count,campaign\n2026-11-02,Twitter,retweets,3,a\n2026-11-02,X,share,4,a\n2026-11-02,Own,Likes,1,'
    expect(readSignals(text, { network: '', dateFormat: null }).rows).toEqual([
      { day: '2026-11-02', kind: 'share', network: 'x', campaign: 'a', url: '', count: 7 },
      { day: '2026-11-02', kind: 'like', network: 'Own', campaign: '', url: '', count: 1 },
    ])
  })

  test('what has to be said first is asked for, and nothing is guessed', () => {
    expect(readSignals('date,likes\n2026-11-02,3', { network: ' ', dateFormat: null }).needs).toEqual(['network'])
    const either = 'date,likes\n03/04/2026,3\n05/06/2026,1'
    expect(readSignals(either, said)).toMatchObject({ needs: ['date_order'], rows: [] })
    expect(readSignals(either, { ...said, dateFormat: 'D/M/YYYY' }).from).toBe('2026-04-03')
    expect(readSignals(either, { ...said, dateFormat: 'M/D/YYYY' }).from).toBe('2026-03-04')
    expect(readSignals('a,b\n1,2', said).needs).toEqual(['day', 'counts'])
    expect(readSignals('', said).needs).toContain('day')
    expect(readSignals('email,date,likes\na@b.example,2026-11-02,1', said).people).toBe(true)
  })

  test('lines that cannot be read are named', () => {
    const text =
      'date,kind,count\n2026-11-02,like,many\nyesterday,like,1\n2026-11-02,poke,1\n2026-11-02,like,-4\n2026-11-02,like,2.5'
    const { faults, faultCount, rows } = readSignals(text, said)
    expect(faults.map(({ line, code }) => `${line} ${code}`)).toEqual([
      '2 count',
      '3 day',
      '4 kind',
      '5 count',
      '6 count',
    ])
    expect([faultCount, rows]).toEqual([5, []])
  })

  test('whatever is given, it answers with whole numbers of real days', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, network) => {
        const { rows } = readSignals(`date,likes\n2026-11-02,5\n${text}`, { network, dateFormat: null })
        for (const { count, day } of rows) {
          expect(Number.isSafeInteger(count) && count > 0).toBe(true)
          expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/)
        }
      }),
    )
  })
})

test('a network is known by its names in three languages, another keeps its own', () => {
  expect(['LinkedIn', '링크드인', 'Одноклассники', 'Twitter', ' Mastodon '].map(readNetwork)).toEqual([
    'linkedin',
    'linkedin',
    'ok',
    'x',
    'Mastodon',
  ])
  expect(['en', 'ko', 'ru'].map((language) => networkName('vk', language))).toEqual(['VK', 'VK', 'ВКонтакте'])
  expect(networkName('constructor', 'en')).toBe('constructor')
})
