import { day, hour } from '#core/demo/calendar.ts'
import { iso } from '#core/demo/pen.ts'
import { chance } from '#core/demo/random.ts'
import { put, scaled, type World } from '#core/demo/world.ts'
import type { Json, JsonObject } from '#core/json.ts'

/** What a collector meets besides good events: each of these is set aside with its reason. */
export function oddities(world: World): void {
  const luck = chance(`${world.seed}:oddities`)
  const rounds = scaled(world, 4)
  for (let round = 0; round < rounds; round++) {
    faults(round).forEach((fault, index) => {
      const at = Math.round(luck.between(world.start + day, world.end - hour))
      const messageId = `demo-odd-${round}-${index}`
      const anonymousId = `kiosk-${index}`
      const base: JsonObject = { messageId, anonymousId, timestamp: iso(at) }
      const raw = fault(base, at)
      world.out.push({ raw, source: index % 3 === 0 ? 'server' : 'browser', trust: 'public', receivedAt: at + 300 })
    })
  }
  untrackedTill(world, luck.between(40, 60))
}

type Fault = (base: JsonObject, at: number) => Json

function faults(round: number): Fault[] {
  return [
    // a till whose clock runs a year ahead, and says that it has just been set right
    (base, at) => ({
      ...base,
      type: 'track',
      event: 'Form Submitted',
      properties: { form: 'fair' },
      timestamp: iso(at + 365 * day),
    }),
    (base) => ({
      ...base,
      type: 'track',
      event: 'Shop Floor Photo',
      properties: { photo: 'x'.repeat(40_000 + round) },
    }),
    (base) => ({
      ...base,
      type: 'track',
      event: 'Contract Signed',
      properties: { amount: 1_000_000, currency: 'USD' },
    }),
    (base) => ({ ...base, type: 'identify', traits: { email: 'front desk at larkmoor', name: 'Front desk' } }),
    (base) => ({ ...base, type: 'track', properties: { form: 'fair' } }),
    (base) => ({ ...base, type: 'purchase', properties: {} }),
    (base) => ({ messageId: base['messageId']!, type: 'track', event: 'Form Submitted' }),
    (base) => ({ ...base, type: 'track', event: 'Form Submitted', timestamp: '0000-00-00T00:00:00Z' }),
    () => 'track?event=signup',
  ]
}

/** A device at a fair that tells the past wrong: long before there was a web. */
function untrackedTill(world: World, daysIn: number): void {
  const at = Math.round(world.start + daysIn * day)
  put(world, 'server', 'secret', at, {
    type: 'track',
    event: 'Badge Scanned',
    messageId: 'demo-odd-till',
    anonymousId: 'badge-till',
    timestamp: '0001-01-01T00:00:00Z',
  })
}
