import { expect, test } from 'vitest'
import { demoLandings, onLanding, type DemoPlace } from '#core/demo/pages.ts'
import { simulate } from '#core/demo/simulate.ts'
import { faultsOf } from '#core/page/document.ts'

const end = Date.parse('2026-11-22T03:00:00Z')
const day = 86_400_000

test('the landing pages of the sample company could be published as they are', () => {
  for (const form of [null, 'demo'])
    for (const slot of [null, 'opening'])
      for (const { document } of demoLandings(form, slot))
        expect(faultsOf(document, new Set(form === null ? [] : [form]))).toEqual([])
})

test('its simulated visitors saw them: each view says which, and within a test which variant', () => {
  const places = new Map<string, DemoPlace>(
    demoLandings(null, null).map(({ path, test: { plan, from, to } }) => [
      path,
      { page: `page ${path}`, test: `test ${path}`, plan, from: end - from * day, to: end - (to ?? -1) * day },
    ]),
  )
  const seen = new Map<string, number>()
  const variants = new Map<string, Set<string>>()
  for (const { raw } of simulate({ seed: 'demo', end, zone: 'Asia/Seoul', size: 0.2 })) {
    const marked = onLanding(raw, places) as { anonymousId?: string; properties?: Record<string, string> }
    const { landing, variant, test: tried } = marked.properties ?? {}
    if (landing === undefined) {
      expect(marked).toBe(raw)
      continue
    }
    const key = `${landing} ${tried === undefined ? 'alone' : variant}`
    seen.set(key, (seen.get(key) ?? 0) + 1)
    if (tried === undefined) expect(variant).toBe('a')
    else {
      const of = `${landing} ${marked.anonymousId}`
      variants.set(of, (variants.get(of) ?? new Set()).add(variant as string))
    }
  }
  for (const key of [
    'see-every-shipment a',
    'see-every-shipment b',
    'see-every-shipment alone',
    'platform-tour a',
    'platform-tour b',
  ])
    expect([key, (seen.get(`page /lp/${key}`) ?? 0) > 3]).toEqual([key, true])
  expect([...variants.values()].every((some) => some.size === 1)).toBe(true)
})
