import type { DemoItem } from '#core/demo/world.ts'
import { seller } from '#core/demo/site.ts'
import { hash53 } from '#core/hash.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { emptySlotVariant, type SlotDocument } from '#core/slot/document.ts'

/** The slot on the pages of the sample company's site; `publishedDays` before the end of the half year. */
export const demoSlot: { key: string; name: string; publishedDays: number; document: SlotDocument } = {
  key: 'opening',
  name: 'Opening of every page',
  publishedDays: 90,
  document: {
    variants: [
      {
        ...emptySlotVariant('a'),
        name: 'From an ad',
        visit: { channels: ['ppc'], returning: null, languages: [] },
        content: {
          title: 'You came for late shipments. Here they are.',
          text: 'Send us a list of last month’s shipments; in 30 minutes we show which were late, and what each cost you.',
          label: 'See mine',
          href: `${seller.site}/demo`,
          picture: null,
        },
      },
      {
        ...emptySlotVariant('b'),
        name: 'Comes again',
        when: { field: 'stage.lifecycle', op: 'not_in', value: ['customer'] },
        visit: { channels: [], returning: true, languages: [] },
        content: {
          title: 'Good to see you again',
          text: 'What most teams ask next: what it costs, and how long it takes. Two pages, no form.',
          label: 'Price and plan',
          href: `${seller.site}/pricing`,
          picture: null,
        },
      },
    ],
    control: 20,
    measure: { conversion: 'form_submitted', days: 14, baseline: 0.08, difference: 0.09, power: 0.8 },
  },
}

const halfHour = 30 * 60_000

/**
 * The items of the sample company with what was in view of its slot: with each first look of a visit from an ad, and of
 * those who come again, since `from` (epoch ms). In this made-up world the variants help: fewer of those who go on to send a
 * form were held back.
 */
export function withSlot(items: readonly DemoItem[], place: { slot: string; from: number }): DemoItem[] {
  const sends = new Set(items.flatMap(({ raw }) => (isSent(raw) ? [raw['anonymousId']] : [])))
  const known = new Map<string, number>()
  const shown = new Set<string>()
  return items.flatMap((item) => {
    const look = lookOf(item.raw)
    if (look === null) return [item]
    const { id, at, isAd } = look
    const first = known.get(id)
    if (first === undefined) known.set(id, at)
    const variant = isAd ? 'a' : first !== undefined && at - first > halfHour ? 'b' : null
    if (variant === null || at < place.from || shown.has(id)) return [item]
    shown.add(id)
    const held = hash53(`${place.slot}:${id}`) / 2 ** 53 < (sends.has(id) ? 0.08 : 0.22)
    return [item, seen(item, look, { slot: place.slot, version: 1, variant, arm: held ? 'control' : 'shown' })]
  })
}

/** Somebody's look at a page. */
export interface DemoLook {
  /** of the browser */
  id: string
  /** epoch ms */
  at: number
  isAd: boolean
  raw: JsonObject
}

/** What an item says of somebody who looks at a page and whose browser may be known; null for any other. */
export function lookOf(raw: Json): DemoLook | null {
  if (!isObject(raw) || raw['type'] !== 'page' || typeof raw['anonymousId'] !== 'string') return null
  const context = isObject(raw['context']) ? raw['context'] : {}
  if (context['cookieless'] === true || /bot|crawl|spider/i.test(String(context['userAgent']))) return null
  const campaign = isObject(context['campaign']) ? context['campaign'] : {}
  const isAd = /cpc|paid/.test(String(campaign['medium'] ?? ''))
  return { id: raw['anonymousId'], at: Date.parse(String(raw['timestamp'])), isAd, raw }
}

function seen(item: DemoItem, { at, raw }: DemoLook, properties: JsonObject): DemoItem {
  const { context, anonymousId, messageId, sentAt } = raw
  return {
    ...item,
    raw: {
      type: 'track',
      event: 'slot_shown',
      messageId: `${String(messageId)}-slot`,
      anonymousId: anonymousId ?? null,
      context: context ?? {},
      properties,
      timestamp: new Date(at + 50).toISOString(),
      sentAt: sentAt ?? null,
    },
  }
}

function isSent(raw: Json): raw is JsonObject {
  return isObject(raw) && raw['event'] === 'form_submitted'
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
