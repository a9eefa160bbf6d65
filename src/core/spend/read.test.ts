import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { columnOf, networkOf } from '#core/spend/network.ts'
import { currencyIn, readSpend, type SpendMapping } from '#core/spend/read.ts'
import { readSpendFile, readSpendText, type SpendTable } from '#core/spend/table.ts'

const mapped = (table: SpendTable, more: Partial<SpendMapping> = {}): SpendMapping => ({
  network: table.network,
  columns: table.columns,
  currency: null,
  dateFormat: null,
  decimal: null,
  ...more,
})
const read = (text: string, more: Partial<SpendMapping> = {}) => {
  const table = readSpendText(text)
  const { rows, totals, needs, faults, left } = readSpend(table, mapped(table, more))
  return {
    network: table.network,
    rows: rows.map(({ day, campaign, currency, amountMinor }) => [day, campaign, currency, amountMinor]),
    totals,
    needs,
    faults,
    left,
  }
}

// as the networks export them, names and sums made up
const google = `Campaign report
"1 November 2026 - 2 November 2026"
Day,Campaign,Campaign type,Currency code,Cost,Impr.,Clicks
2026-11-01,visibility-brand,Search,USD,"1,120.45",820,31
2026-11-01,eta-software,Search,USD,0.00,12,0
2026-11-02,visibility-brand,Search,USD,98.10,640,22
Total: Account, --, --,USD,"1,218.55","1,472",53
`
const googleKo =
  '캠페인 보고서\n2026년 11월 1일\n일\t캠페인\t통화 코드\t비용\t노출수\n2026. 11. 1.\t브랜드\tKRW\t12,300\t10\n'
const meta = `"Campaign name","Day","Amount spent (EUR)","Impressions","Reporting starts","Reporting ends"
"retargeting-30d","2026-11-01","45.2","1000","2026-11-01","2026-11-01"
"retargeting-30d","2026-11-02","","900","2026-11-02","2026-11-02"
`
const linkedin = `Campaign Performance Report (in UTC)
Report Start: November 1, 2026
Date Generated: November 20, 2026

Start Date (in UTC)\tAccount Name\tCurrency\tCampaign Group Name\tCampaign Name\tTotal Spent\tImpressions
11/1/2026\tLodestrand\tUSD\tABM\tsupply-chain-heads\t310.50\t900
11/2/2026\tLodestrand\tUSD\tABM\tsupply-chain-heads\t289.00\t850
`
const naver = `"캠페인 보고서(2026.11.01.~2026.11.02.)"
일별,캠페인유형,캠페인,노출수,클릭수,"총비용(VAT포함,원)"
2026.11.01.,파워링크,visibility-generic,"1,204",40,"88,000"
2026.11.02.,파워링크,visibility-generic,980,31,"71,500"
`
const yandex = `Дата;Кампания;№ кампании;Показы;Клики;Расход, руб.
01.11.2026;eta-software;12345;1 020;33;5 120,40
02.11.2026;eta-software;12345;990;30;4 870,00
Итого;;;2 010;63;9 990,40
`

describe('exports of networks', () => {
  test.each([
    [
      'Google Ads',
      google,
      'google_ads',
      [
        ['2026-11-01', 'visibility-brand', 'USD', 112_045],
        ['2026-11-02', 'visibility-brand', 'USD', 9810],
      ],
      2,
    ],
    ['Google Ads in Korean', googleKo, 'google_ads', [['2026-11-01', '브랜드', 'KRW', 12_300]], 0],
    ['Meta', meta, 'meta', [['2026-11-01', 'retargeting-30d', 'EUR', 4520]], 1],
    [
      'LinkedIn',
      linkedin,
      'linkedin',
      [
        ['2026-11-01', 'supply-chain-heads', 'USD', 31_050],
        ['2026-11-02', 'supply-chain-heads', 'USD', 28_900],
      ],
      0,
    ],
    [
      'Naver',
      naver,
      'naver',
      [
        ['2026-11-01', 'visibility-generic', 'KRW', 88_000],
        ['2026-11-02', 'visibility-generic', 'KRW', 71_500],
      ],
      0,
    ],
    [
      'Yandex',
      yandex,
      'yandex',
      [
        ['2026-11-01', 'eta-software', 'RUB', 512_040],
        ['2026-11-02', 'eta-software', 'RUB', 487_000],
      ],
      1,
    ],
  ] as const)('%s', (_name, text, network, rows, left) => {
    expect(read(text)).toMatchObject({ network, rows, left, needs: [], faults: [] })
  })

  test.each([
    [['Gregorian date', 'Campaign', 'Spend'], 'microsoft'],
    [['Time period', 'Campaign name', 'Spend', 'Currency'], 'x'],
    [['stat_time_day', 'Campaign name', 'Cost'], 'tiktok'],
    [['Дата', 'Кампания', 'Потрачено всего, ₽'], 'vk'],
    [['일자', '캠페인', '소진 비용'], 'kakao'],
    [['보고 시작', '캠페인 이름', '지출 금액 (KRW)'], 'meta'],
    [['Код валюты', 'Кампания', 'День', 'Стоимость'], 'google_ads'],
    [['date', 'what', 'cost'], 'other'],
  ])('headers %j are of %s', (headers, network) => {
    expect(networkOf(headers)).toBe(network)
    expect(headers.map(columnOf)).toContain('day')
    expect(headers.map(columnOf)).toContain('cost')
  })

  test('bytes of other encodings are read: UTF-16 of LinkedIn, windows-1251 of Yandex', () => {
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...[...linkedin].flatMap((char) => [char.charCodeAt(0) & 255, char.charCodeAt(0) >> 8]),
    ])
    const table = readSpendFile(wide)
    expect(table.ok && table.table.network).toBe('linkedin')
    const letters = new Map(
      Array.from({ length: 128 }, (_, k) => [new TextDecoder('windows-1251').decode(Uint8Array.of(128 + k)), 128 + k]),
    )
    const russian = Uint8Array.from([...yandex].map((char) => letters.get(char) ?? char.charCodeAt(0)))
    const second = readSpendFile(russian)
    expect(second.ok && readSpend(second.table, mapped(second.table)).totals).toEqual([
      { currency: 'RUB', minor: 999_040 },
    ])
    expect(readSpendFile(new Uint8Array([0x50, 0x4b, 3, 4]))).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('Excel'),
    })
  })
})

describe('a table of one’s own', () => {
  test('says what it needs before it is read', () => {
    expect(read('when,what\n2026-11-01,12').needs).toEqual(['day', 'cost'])
    expect(read('date,campaign,cost\n2026-11-01,a,12.50').needs).toEqual(['currency'])
    expect(read('date,campaign,cost\n01/02/2026,a,12.50', { currency: 'USD' }).needs).toEqual(['date_order'])
    expect(read('date,campaign,cost\nsoon,a,12.50', { currency: 'USD' }).needs).toEqual(['date_format'])
    expect(read('date,campaign,cost\n2026-11-01,a,1.250', { currency: 'USD' }).needs).toEqual(['decimal'])
    const said = { currency: 'USD', dateFormat: 'D/M/YYYY', decimal: ',' } as const
    expect(read('date,campaign,cost\n01/02/2026,a,1.250', said).rows).toEqual([['2026-02-01', 'a', 'USD', 125_000]])
  })

  test('alike rows are one; what cannot be read is told by its line, and the rest counts', () => {
    const text =
      'date,campaign,cost,currency\n2026-11-01,Spring,10,USD\n2026-11-01,spring ,5.5,USD\n2026-13-01,x,1,USD\n2026-11-02,x,abc,USD\n2026-11-02,x,3,XYZ\n2026-11-02T23:00:00+09:00,,₩900,\n2026-11-03,x,-2.5,USD\n'
    expect(read(text)).toMatchObject({
      rows: [
        ['2026-11-01', 'Spring', 'USD', 1550],
        ['2026-11-02', '', 'KRW', 900],
        ['2026-11-03', 'x', 'USD', -250],
      ],
      faults: [
        { line: 4, code: 'day' },
        { line: 5, code: 'amount' },
        { line: 6, code: 'currency' },
      ],
    })
  })

  test('the currency of a header', () => {
    const said = ['Amount spent (USD)', '총비용(VAT포함,원)', 'Расход, руб.', 'Потрачено, ₽', 'Cost', 'Day cost']
    expect(said.map(currencyIn)).toEqual(['USD', 'KRW', 'RUB', 'RUB', null, null])
  })

  test('whatever the file holds, it is read or told, and sums are those of its cells', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('2026-11-01', '12.5', 'USD', '--', '=1+1', '"', ''))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 12 }), (rows) => {
        const table = readSpendText(`date,campaign,cost,currency\n${rows.map((row) => row.join(',')).join('\n')}`)
        const reading = readSpend(table, mapped(table, { currency: 'USD', dateFormat: 'iso', decimal: '.' }))
        for (const row of reading.rows) {
          expect(row.day).toMatch(/^\d{4}-\d\d-\d\d$/)
          expect(Number.isSafeInteger(row.amountMinor)).toBe(true)
        }
      }),
    )
    const amount = fc.integer({ min: 1, max: 9_999_999 })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 28 }), fc.constantFrom('a', 'b'), amount), { minLength: 1 }),
        (all) => {
          const body = all.map(
            ([day, name, minor]) => `2026-11-${String(day).padStart(2, '0')},${name},${(minor / 100).toFixed(2)}`,
          )
          const { totals } = read(`date,campaign,cost\n${body.join('\n')}`, { currency: 'USD' })
          expect(totals).toEqual([{ currency: 'USD', minor: all.reduce((sum, [, , minor]) => sum + minor, 0) }])
        },
      ),
    )
  })
})
