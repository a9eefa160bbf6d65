import { expect, test } from 'vitest'
import { simulate } from '#core/demo/simulate.ts'
import { demoSlot, withSlot } from '#core/demo/slots.ts'
import { slotFaultsOf } from '#core/slot/document.ts'

const end = Date.UTC(2026, 10, 22, 8)
const items = [...simulate({ seed: 'demo', end, zone: 'Asia/Seoul', size: 0.1 })]
const from = end - demoSlot.publishedDays * 86_400_000

interface Seen {
  event?: string
  properties: { arm: string }
  anonymousId: string
  timestamp: string
}

test('the sample company’s slot is sound; each visitor is in view of it once, in one group, after it was published', () => {
  expect(slotFaultsOf(demoSlot.document)).toEqual([])
  const more = withSlot(items, { slot: 's', from })
  const seen = more.flatMap(({ raw }) => {
    const { event, properties, anonymousId, timestamp } = raw as unknown as Seen
    return event === 'slot_shown' ? [{ arm: properties.arm, anonymousId, timestamp }] : []
  })
  expect(more.length - items.length).toBe(seen.length)
  expect(more.filter((item) => items.includes(item))).toEqual(items)
  expect(new Set(seen.map(({ anonymousId }) => anonymousId)).size).toBe(seen.length)
  expect(new Set(seen.map(({ arm }) => arm))).toEqual(new Set(['shown', 'control']))
  expect(seen.every(({ timestamp }) => Date.parse(timestamp) >= from)).toBe(true)
  expect(withSlot(items, { slot: 's', from })).toEqual(more)
})
