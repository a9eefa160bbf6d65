import type { Json, JsonObject } from '#core/json.ts'
import { hash53 } from '#core/hash.ts'
import type { Block, PageDocument } from '#core/page/document.ts'
import { variantAt, type TestPlan } from '#core/page/test.ts'
import { seller } from '#core/demo/site.ts'

/** A landing page of the sample company, whose visitors its simulated site has; days before the end of the half year. */
export interface DemoLanding {
  /** the path under which the simulation's visitors saw it */
  path: string
  name: string
  document: PageDocument
  publishedDays: number
  test: { plan: Omit<TestPlan, 'sample'>; from: number; to: number | null }
}

/** `form`: slug of a published form to embed; null: its button leads to the site. `slot`: id of a slot in force, or null. */
export function demoLandings(form: string | null, slot: string | null): DemoLanding[] {
  const plan = {
    conversion: 'form_submitted' as const,
    days: 7,
    variants: [
      { key: 'a' as const, weight: 50 },
      { key: 'b' as const, weight: 50 },
    ],
    baseline: 0.04,
    difference: 0.08,
    power: 0.8 as const,
  }
  return [
    {
      path: '/lp/see-every-shipment',
      name: 'See every shipment',
      document: page(
        { form, slot },
        'See every shipment, before your customer asks',
        'Stop asking carriers where the truck is',
      ),
      publishedDays: 181,
      test: { plan, from: 180, to: 60 },
    },
    {
      path: '/lp/platform-tour',
      name: 'Platform tour',
      document: page({ form, slot }, 'The Lodestrand platform', 'Know about a late shipment a day earlier'),
      publishedDays: 42,
      test: { plan, from: 30, to: null },
    },
  ]
}

function page(
  { form, slot }: { form: string | null; slot: string | null },
  headline: string,
  other: string,
): PageDocument {
  const blocks = (title: string): Block[] => [
    {
      id: 'hero',
      kind: 'hero',
      title,
      lead: 'In 30 minutes we show you your own lanes: where shipments are, which will be late, and what that would have cost you last quarter.',
      label: 'Request a demo',
      href: form === null ? `${seller.site}/demo` : '#form',
      note: 'Free, without obligation. We answer within one working day.',
      picture: null,
    },
    ...(slot === null
      ? []
      : [
          {
            id: 'opening',
            kind: 'slot' as const,
            slot,
            title: 'One list is enough to begin',
            text: 'Send us last month’s shipments as a file: we show which were late, and where it began.',
            label: 'See how it works',
            href: `${seller.site}/product`,
          },
        ]),
    {
      id: 'numbers',
      kind: 'numbers',
      title: 'What shippers see after a quarter',
      items: [
        { value: '−38 %', label: 'demurrage' },
        { value: '1 day', label: 'earlier news of a delay' },
        { value: '4 h', label: 'saved by each planner in a week' },
      ],
    },
    {
      id: 'benefits',
      kind: 'benefits',
      title: 'What changes',
      items: [
        { title: 'One answer', text: 'Every carrier, one screen: nobody writes mails to find a truck.' },
        { title: 'Arrival times you can promise', text: 'Measured against two million legs, not typed by hand.' },
        { title: 'Only what needs you', text: 'Alarms for the shipments that will be late, silence for the rest.' },
      ],
    },
    {
      id: 'quote',
      kind: 'quote',
      text: 'We used to hear about delays from our customers. Now they hear about them from us.',
      name: 'Maren Holt',
      role: 'Head of logistics, Pinehollow Foods',
      picture: null,
    },
    ...(form === null
      ? []
      : [
          {
            id: 'form',
            kind: 'form' as const,
            title: 'Choose your demo',
            lead: 'Two minutes, and we suggest a time.',
            form,
          },
        ]),
    {
      id: 'questions',
      kind: 'questions',
      title: 'What people ask us',
      items: [
        {
          question: 'Do we have to connect our ERP first?',
          answer: 'No. A list of shipments as a file is enough for the demo.',
        },
        { question: 'Who should be there?', answer: 'Whoever plans every day, and whoever decides.' },
        { question: 'What does it cost?', answer: `By shipments a month; see [prices](${seller.site}/pricing).` },
      ],
    },
  ]
  return {
    language: 'en',
    call: 'demo',
    scheme: 'auto',
    accent: 'blue',
    meta: {
      title: `${headline} | ${seller.name}`,
      description: 'See in 30 minutes where your shipments are, which will be late, and what it costs you today.',
      picture: null,
      indexed: true,
    },
    brand: { name: seller.name, picture: null, href: seller.site },
    footer: `${seller.name} · a sample company, nothing here is real · [Privacy](${seller.site}/about)`,
    tags: true,
    variants: [
      { key: 'a', name: '', blocks: blocks(headline) },
      { key: 'b', name: 'Headline names the pain', blocks: blocks(other) },
    ],
  }
}

/** Where a landing page of the sample company came to stand in a workspace. Times in epoch ms. */
export interface DemoPlace {
  page: string
  test: string
  plan: Pick<TestPlan, 'variants'>
  from: number
  to: number
}

/** An item of the simulation as the page itself would have sent it: views of landing pages say which, and which variant. */
export function onLanding(raw: Json, places: ReadonlyMap<string, DemoPlace>): Json {
  if (!isObject(raw) || raw['type'] !== 'page') return raw
  const { context, anonymousId, timestamp, properties } = raw
  const shown = isObject(context) && isObject(context['page']) ? context['page']['url'] : null
  const path = typeof shown === 'string' && URL.canParse(shown) ? new URL(shown).pathname : null
  const place = path === null ? undefined : places.get(path)
  if (!place || typeof anonymousId !== 'string') return raw
  const at = Date.parse(String(timestamp))
  const tried = at >= place.from && at < place.to
  const key = tried ? variantAt(place.plan.variants, hash53(`${path}:${anonymousId}`) / 2 ** 53) : 'a'
  return {
    ...raw,
    properties: {
      ...(isObject(properties) ? properties : {}),
      landing: place.page,
      variant: key,
      ...(tried ? { test: place.test } : {}),
    },
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
