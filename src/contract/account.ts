import { z } from 'zod'
import { accountNaming } from '#contract/account-name.ts'
import { eventGroups } from '#core/event-group.ts'
import type { Json } from '#core/json.ts'

const time = z.iso.datetime()
const text = z.object({ en: z.string(), ko: z.string().optional(), ru: z.string().optional() })
const facts = z.record(z.string(), z.json() as z.ZodType<Json>)
const named = z.object({ id: z.string(), name: text })

/** `GET /api/companies?…` */
export const accountListQuery = z.object({
  /** words of name or domain, in any script */
  q: z.string().trim().max(200).optional(),
  /** `heat`: by their most engaged person, who may be none; `name`: in order of the name, everybody */
  sort: z.enum(['heat', 'name']).default('heat'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

export const accountRow = z.object({
  id: z.uuid(),
  name: z.string(),
  domain: z.string().nullable(),
  industry: z.string().nullable(),
  country: z.string().nullable(),
  /** customer, former customer, competitor … as told */
  relationship: z.string().nullable(),
  people: z.int(),
  /** of them past the sales threshold */
  hot: z.int(),
  /** the most engaged person */
  best: z
    .object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable(), engagement: z.number() })
    .nullable(),
  lastAt: time.nullable(),
})
export type AccountRow = z.infer<typeof accountRow>

export const accountList = z.object({
  items: z.array(accountRow),
  next: z.string().nullable(),
  asOf: time,
})
export type AccountList = z.infer<typeof accountList>

export const accountId = z.object({ id: z.uuid() })

/** `GET /api/companies/:id` */
export const accountPage = z.object({
  id: z.uuid(),
  name: z.string(),
  domain: z.string().nullable(),
  naming: accountNaming,
  facts,
  /** by what events are filed under it */
  keys: z.array(z.object({ kind: z.enum(['domain', 'group']), value: z.string() })),
  since: time,
  asOf: time,
  people: z.object({
    count: z.int(),
    /** with a human event of the last 30 days */
    active: z.int(),
    hot: z.int(),
    icp: z.int(),
    /** engagement points of all its people together, today */
    engagement: z.number(),
    lastAt: time.nullable(),
  }),
  /** how many of its people stand in each stage of the lifecycle */
  lifecycle: z.object({
    id: z.string(),
    stages: z.array(named.extend({ count: z.int() })),
    outcomes: z.array(named.extend({ count: z.int() })),
  }),
  /** every persona of the blueprint, with how many of them are here */
  personas: z.array(named.extend({ count: z.int() })),
})
export type AccountPage = z.infer<typeof accountPage>

/** `GET /api/companies/:id/people?…`, most engaged first. */
export const accountPeopleQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().max(500).optional(),
})
export const accountPeopleInput = accountPeopleQuery.extend(accountId.shape)
export const accountPerson = z.object({
  id: z.uuid(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  persona: named.nullable(),
  fit: z.number(),
  engagement: z.number(),
  total: z.number(),
  hot: z.boolean(),
  stage: z.string().nullable(),
  outcome: z.string().nullable(),
  lastAt: time.nullable(),
})
export type AccountPerson = z.infer<typeof accountPerson>
export const accountPeople = z.object({
  items: z.array(accountPerson),
  next: z.string().nullable(),
  lifecycle: z.object({ stages: z.array(named), outcomes: z.array(named) }),
})
export type AccountPeople = z.infer<typeof accountPeople>

/** `GET /api/companies/:id/events?…`: what was learnt of it, and what its people asked for, said and signed. */
export const accountEventsQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
})
export const accountEventsInput = accountEventsQuery.extend(accountId.shape)
export const accountEvent = z.object({
  messageId: z.string(),
  name: z.string(),
  group: z.enum(eventGroups),
  time,
  source: z.string(),
  object: z.string().nullable(),
  /** what was told about the company */
  traits: facts.nullable(),
  person: z.object({ id: z.uuid(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
})
export const accountEvents = z.object({ items: z.array(accountEvent), next: z.string().nullable() })
export type AccountEvents = z.infer<typeof accountEvents>
