import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DigestInput, writeDigest } from './digest.ts'

const nothing: DigestInput = {
  language: 'en',
  frequency: 'daily',
  name: 'Mira',
  workspace: 'Sample Logistics',
  zone: 'Asia/Seoul',
  address: 'https://funnel.example',
  overdue: { items: [], count: 0 },
  handoffs: { items: [], count: 0 },
  hot: { items: [], count: 0 },
  imports: [],
  setAside: null,
  mailTrouble: 0,
}
const kim = { id: 'kim', name: '김서연', account: 'Muster Trading', at: Date.parse('2026-11-20T16:00:00Z') }
const much: DigestInput = {
  ...nothing,
  handoffs: { items: [kim], count: 3 },
  hot: { items: [{ ...kim, event: 'demo_requested', total: 61.4 }], count: 1 },
  imports: [{ id: 'i1', file: 'leads.csv', state: 'done', accepted: 1200, setAside: 2 }],
  setAside: { count: 150, usual: 20 },
  mailTrouble: 2,
}

describe('the digest', () => {
  test('is not written when there is nothing to say', () => expect(writeDigest(nothing)).toBe(null))

  test('says in its subject what counts', () => {
    expect(writeDigest(much)?.subject).toBe('3 hand-offs wait, 1 person became hot, 1 import ended · Sample Logistics')
    expect(writeDigest({ ...much, language: 'ko' })?.subject).toBe(
      '대기 중인 영업 인계 3건, 관심이 높아진 사람 1명, 완료된 가져오기 1건 · Sample Logistics',
    )
    expect(writeDigest({ ...much, language: 'ru' })?.subject).toBe(
      '3 передачи ждут, 1 горячий контакт, 1 импорт завершён · Sample Logistics',
    )
    expect(writeDigest({ ...nothing, mailTrouble: 1 })?.subject).toContain('needs your attention')
  })

  test('names those past their deadline first, once, and counts them apart from those in time', () => {
    const lee = { id: 'lee', name: 'Lee', account: null, at: kim.at }
    const late = { ...nothing, overdue: { items: [kim], count: 1 }, handoffs: { items: [kim, lee], count: 2 } }
    const mail = writeDigest(late)
    expect(mail?.subject).toBe('1 hand-off is overdue, 1 hand-off waits · Sample Logistics')
    expect(mail?.text.match(/people\/kim/g)).toHaveLength(1)
    expect(mail?.text).toContain('an answer was due November 21')
    expect(mail?.text.indexOf('kim')).toBeLessThan(mail?.text.indexOf('people/lee') ?? -1)
    expect(writeDigest({ ...late, handoffs: { items: [kim], count: 1 } })?.subject).toBe(
      '1 hand-off is overdue · Sample Logistics',
    )
    expect(writeDigest({ ...late, language: 'ru' })?.subject).toContain('1 передача просрочена')
    expect(writeDigest({ ...late, language: 'ko' })?.subject).toContain('회신 기한이 지난 영업 인계 1건')
  })

  test('names people with the way to them, days in the workspace’s zone, and how many more there are', () => {
    const { text, html } = writeDigest(much) ?? { text: '', html: '' }
    for (const body of [text, html]) {
      expect(body).toContain('김서연 · Muster Trading')
      expect(body).toContain('https://funnel.example/people/kim')
      // already the next day in Seoul
      expect(body).toContain('November 21')
      expect(body).toContain('and 2 more')
      expect(body).toContain('1,200 rows')
      expect(body).toContain('https://funnel.example/settings/notifications')
    }
  })

  test('is written in each language', () => {
    for (const language of ['ko', 'ru'] as const) {
      const { text } = writeDigest({ ...much, language }) ?? { text: '' }
      const own = language === 'ko' ? /\p{Script=Hangul}/u : /\p{Script=Cyrillic}/u
      const strange = text
        .split('\n')
        .filter((line) => /\p{L}/u.test(line) && !line.includes('https://') && !own.test(line))
      expect(strange).toEqual([])
    }
  })

  test('shows names as they are written and runs nothing of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
        const nasty = `<img src=x onerror=alert(1)>"'${name}`
        const written = writeDigest({
          ...much,
          name: nasty,
          workspace: nasty,
          handoffs: { items: [{ ...kim, name: nasty, account: nasty }], count: 1 },
        })
        expect(written?.html).not.toContain('<img')
        expect(written?.html.match(/<script|onerror=alert\(1\)>/g)).toBe(null)
      }),
    )
  })
})
