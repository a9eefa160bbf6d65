import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Incoming } from '#actions/flow-types.ts'
import { divide } from '#actions/flow/divide.ts'
import { keysOf } from '#core/identity.ts'
import { event, keys } from '#test/events.ts'

const id = fc.option(fc.constantFrom('1', '2', '3', '4', '5'), { nil: null })
const item: fc.Arbitrary<Incoming> = fc
  .record({ userId: id, email: id, anonymousId: id })
  .map((some) => ({ event: event('page_viewed', 0, { keys: keys(some) }) }))

test('items that share an identifier, directly or through others, go to the same lane', () => {
  fc.assert(
    fc.property(fc.array(item, { maxLength: 12 }), fc.integer({ min: 1, max: 4 }), (items, lanes) => {
      const places = divide(items, lanes)
      const lane = new Map<string, number>()
      items.forEach((one, index) => {
        for (const key of 'event' in one ? keysOf(one.event) : []) {
          expect(lane.get(key) ?? places[index]).toBe(places[index])
          lane.set(key, places[index] as number)
        }
      })
      for (const place of places) expect(place >= 0 && place < lanes).toBe(true)
    }),
  )
})

test('many people are spread over all lanes', () => {
  const items = Array.from({ length: 1000 }, (_, n) => ({ event: event('x', 0, { keys: keys({ userId: `u${n}` }) }) }))
  const first = divide(items, 2).filter((place) => place === 0).length
  expect(first).toBeGreaterThan(400)
  expect(first).toBeLessThan(600)
})

test('what names nobody goes to the first lane, a fact about a person where their id leads', () => {
  const aside: Incoming = {
    rejection: { code: 'unreadable', field: null, message: '' },
    messageId: null,
    source: 'server',
    receivedAt: 0,
    raw: '',
  }
  const about = (person: string): Incoming => ({ event: event('fact_set', 0, { keys: keys({}) }), about: person })
  expect(divide([aside, aside], 2)).toEqual([0, 0])
  const [one, again] = divide([about('p1'), about('p1')], 2)
  expect(one).toBe(again)
})
