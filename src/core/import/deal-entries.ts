import type { DealFacts, DealFields } from '#core/deal/event.ts'
import type { StageModel } from '#core/blueprint.ts'
import type { DealRow } from '#core/import/deal-row.ts'
import type { Place } from '#core/import/deal-stage.ts'
import { type DealStatus, statusOf } from '#core/deal/status.ts'
import { foldText } from '#core/text.ts'

/** Something that a row says of its deal; `at` in epoch ms. */
export type ImportEntry = {
  [Kind in 'opened' | 'moved' | 'changed' | 'person_set']: {
    kind: Kind
    data: DealFacts[Kind]
    at: number
    messageId: string
  }
}['opened' | 'moved' | 'changed' | 'person_set']

/** What the words of a row mean here; null where nothing of ours is meant. */
export interface Resolved {
  accountId: string | null
  owner: { id: string | null; name: string } | null
  team: string | null
  productIds: string[]
  people: string[]
  /** id of a reason of the blueprint */
  reason: string | null
}

/** How a deal stands that is there already. */
export interface KnownDeal {
  pipeline: string
  stage: string | null
  outcome: string | null
  status: DealStatus
  fields: DealFields
  people: string[]
  /** epoch ms */
  openedAt: number
}

/** What a row of a list says of a deal that is new. `startedAt`: of the import, for what the row does not date. */
export function entriesOfNew(row: DealRow, resolved: Resolved, start: string | null, startedAt: number): ImportEntry[] {
  const { model, stem } = row
  const undated = row.closedAt ?? row.statedAt ?? startedAt
  const steps = stepsOf(row)
  const at = Math.min(row.openedAt ?? Infinity, steps[0]?.at ?? Infinity, undated)
  const first = beginning(row, start, at, steps)
  const fields: DealFields = { name: nameOf(row), ...fieldsOf(row, resolved) }
  const data: DealFacts['opened'] = {
    pipeline: model.id,
    ...('stage' in first ? { stage: first.stage } : { stage: model.stages[0]?.id ?? '', outcome: first.outcome }),
    fields,
    externalId: row.externalId,
    from: 'list',
  }
  const entries: ImportEntry[] = [{ kind: 'opened', data, at, messageId: `${stem}:o` }]
  let standing: Place = first
  for (const [i, step] of steps.entries()) {
    if (same(step.place, standing)) continue
    standing = step.place
    entries.push({ kind: 'moved', data: moveTo(row, step.place, resolved), at: step.at, messageId: `${stem}:m${i}` })
  }
  for (const [i, person] of resolved.people.entries()) {
    const member = { person, roles: [], stance: 'unknown' as const, note: null }
    entries.push({ kind: 'person_set', data: member, at, messageId: `${stem}:p${i}` })
  }
  return entries
}

/** What a row says anew of a deal that is there: facts that differ, and another stage. Blank cells keep what is known. */
export function entriesOfKnown(row: DealRow, resolved: Resolved, known: KnownDeal, startedAt: number): ImportEntry[] {
  const { stem, place, model } = row
  const stated = Math.min(row.statedAt ?? startedAt, startedAt)
  const entries: ImportEntry[] = []
  const fields = differing(
    { ...(row.name === null ? {} : { name: row.name }), ...fieldsOf(row, resolved) },
    known.fields,
  )
  // a stage history that came before the list need not reach back to the opening
  const openedAt = Math.min(row.openedAt ?? Infinity, stepsOf(row)[0]?.at ?? Infinity)
  const earlier = openedAt < known.openedAt ? { openedAt } : {}
  if (Object.keys(fields).length > 0 || 'openedAt' in earlier) {
    entries.push({ kind: 'changed', data: { fields, ...earlier }, at: stated, messageId: `${stem}:c` })
  }
  const stands = known.stage === null ? (known.outcome ?? '') : known.stage
  const same = known.pipeline === model.id && stands === ('stage' in place ? place.stage : place.outcome)
  // won is won, wherever after the win it stands here
  const wonAlready = row.status === 'won' && known.status === 'won'
  if (!same && !wonAlready) {
    const at = Math.min(row.closedAt ?? row.stageSince ?? stated, startedAt)
    entries.push({ kind: 'moved', data: moveTo(row, place, resolved), at, messageId: `${stem}:m` })
  }
  for (const [i, person] of resolved.people.entries()) {
    if (known.people.includes(person)) continue
    const member = { person, roles: [], stance: 'unknown' as const, note: null }
    entries.push({ kind: 'person_set', data: member, at: stated, messageId: `${stem}:p${i}` })
  }
  return entries
}

/** Of what is stated, the facts that are not so yet. */
export function differing(stated: DealFields, known: DealFields): DealFields {
  const news: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(stated)) {
    if (key === 'custom') {
      const custom = Object.entries(stated.custom ?? {}).filter(
        ([name, one]) => !alike(one, known.custom?.[name] ?? null),
      )
      if (custom.length > 0) news['custom'] = Object.fromEntries(custom)
    } else if (key === 'products') {
      // prices that were agreed on here stay
      const lines = (list: DealFields['products']) =>
        (list ?? []).map(({ id, quantity }) => `${id} ${quantity}`).toSorted()
      if (!alike(lines(stated.products), lines(known.products))) news[key] = value
    } else if (!alike(value, known[key as keyof DealFields] ?? null)) news[key] = value
  }
  return news as DealFields
}

/** The reason of the blueprint that a row's words mean, by id or by name in any language. */
export function reasonOf(
  text: string,
  reasons: readonly { id: string; name: { en: string; ko?: string; ru?: string }; for: readonly string[] }[],
  outcome: string,
): string | null {
  const word = foldText(text)
  const fits = reasons.filter((reason) => reason.for.includes(outcome))
  return (
    fits.find(({ id, name }) =>
      [id, name.en, name.ko, name.ru].some((one) => one !== undefined && foldText(one) === word),
    )?.id ?? null
  )
}

interface Step {
  place: Place
  at: number
}

/** The dated stays that a row tells, in order, and how it ended. */
function stepsOf(row: DealRow): Step[] {
  const steps: Step[] = row.entered
    // the day on which it closed is said more exactly by the closing
    .filter(({ stage }) => row.closedAt === null || !('stage' in row.place) || row.place.stage !== stage)
    .filter(({ at }) => row.closedAt === null || at <= row.closedAt)
    .map(({ stage, at }) => ({ place: { stage }, at }))
  if (row.closedAt !== null) steps.push({ place: row.place, at: row.closedAt })
  else if (row.stageSince !== null && !row.entered.some(({ stage }) => isAt(row.place, stage))) {
    steps.push({ place: row.place, at: row.stageSince })
  }
  return steps
}

/** Where the deal stood when it was opened. */
function beginning(row: DealRow, start: string | null, at: number, steps: readonly Step[]): Place {
  const first = steps[0]
  const closing = first !== undefined && steps.length === 1 && row.closedAt !== null
  if (first && !closing && first.at <= at) return first.place
  if (row.before !== null) return { stage: row.before }
  // an open deal whose stay nobody dates stands where it stands since it was opened
  if (!first) return row.place
  return { stage: start ?? row.model.stages[0]?.id ?? '' }
}

function isAt(place: Place, stage: string): boolean {
  return 'stage' in place && place.stage === stage
}

function same(one: Place, other: Place): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function moveTo(row: DealRow, place: Place, { reason }: Resolved): DealFacts['moved'] {
  const ends = same(place, row.place) && row.status !== 'open'
  return {
    pipeline: row.model.id,
    ...place,
    ...(ends && reason !== null ? { reason } : {}),
    // words that no reason of ours means are kept as they stand
    ...(ends && reason === null && row.reason !== null ? { note: row.reason } : {}),
    from: 'list',
  }
}

function nameOf({ name, company, products, externalId }: DealRow): string {
  if (name !== null) return name
  const parts = [company?.name ?? company?.domain ?? null, products.join(', ')].filter(
    (part) => part !== null && part !== '',
  )
  return (parts.length === 0 ? externalId : parts.join(' · ')).slice(0, 300)
}

/** What a row states of a deal; what it leaves blank is absent. */
function fieldsOf(row: DealRow, resolved: Resolved): DealFields {
  const open = row.status === 'open'
  const all: { [Key in keyof DealFields]: DealFields[Key] | null | undefined } = {
    accountId: resolved.accountId,
    ownerId: resolved.owner?.id,
    ownerName: resolved.owner?.name,
    team: resolved.team,
    amountMinor: row.amountMinor,
    currency: row.currency,
    closeDate: open ? row.closeDate : null,
    source: row.source,
    campaign: row.campaign,
    whyUs: row.whyUs,
    renewalDate: row.renewalDate,
    tags: row.tags,
    competitors: row.competitors,
    products:
      resolved.productIds.length === 0
        ? null
        : resolved.productIds.map((id) => ({ id, quantity: row.quantity, priceMinor: null })),
    custom: Object.keys(row.custom).length === 0 ? null : row.custom,
  }
  const fields: DealFields = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== null && value !== undefined),
  )
  // somebody else's name beside a colleague's id would be two owners
  if (resolved.owner !== null && resolved.owner.id === null) fields.ownerId = null
  return fields
}

function alike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null)
}

/** Whether the deal stands open, won or lost at that place. */
export function statusAt(model: StageModel, place: Place): DealStatus {
  return 'stage' in place ? statusOf(model, place.stage, null) : statusOf(model, null, place.outcome)
}
