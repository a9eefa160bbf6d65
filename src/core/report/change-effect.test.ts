import { expect, test } from 'vitest'
import { effectSpans } from '#core/report/change-effect.ts'

const day = 86_400_000
const changed = Date.parse('2026-09-01T00:00:00+09:00')

test('before and after are given the same days, and nobody without them is counted', () => {
  const now = changed + 60 * day
  const spans = effectSpans('2026-09-01', now, 'Asia/Seoul')
  expect(spans).toEqual({
    days: 30,
    before: { from: changed - 120 * day, to: changed - 30 * day },
    after: { from: changed, to: changed + 30 * day },
  })
})

test('nothing is said before two weeks have passed, and windows end at 90 days', () => {
  expect(effectSpans('2026-09-01', changed + 13 * day, 'Asia/Seoul')).toBeNull()
  expect(effectSpans('2026-09-01', changed + 14 * day, 'Asia/Seoul')?.days).toBe(7)
  expect(effectSpans('2026-09-01', changed + 400 * day, 'Asia/Seoul')?.days).toBe(90)
})
