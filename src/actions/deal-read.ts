import { mayChangeDeal } from '#actions/deal/access.ts'
import { gateFacts } from '#actions/deal/gate-facts.ts'
import { loadDeal, noDeal } from '#actions/deal/load.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { dealId, type DealPage } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'
import type { Blueprint } from '#core/blueprint.ts'
import { bantStaleAfter, missingRoles } from '#core/deal/coverage.ts'
import type { Clock } from '#core/deal/clock.ts'
import type { FoldedDeal } from '#core/deal/fold.ts'
import { gatesTo } from '#core/deal/gate.ts'
import type { JsonObject } from '#core/json.ts'
import { dealRow, peopleNames } from '#store/deal/page.ts'
import { groupsOf } from '#store/deal/read.ts'
import { isoTime } from '#store/rows.ts'

/** A deal: where it stands and since when, its three clocks, who decides, what is known and what is missing. */
export const readDeal: Verb<DealPage> = readVerb({
  permission: 'deal.read',
  input: dealId,
  async run({ db, workspaceId, actor, input, now }) {
    const found = await loadDeal(db, workspaceId, input.id, now)
    if (!found.ok) return found
    const { deal, head, setting } = found.value
    const row = await dealRow(db, workspaceId, input.id)
    if (!row) return noDeal
    const { blueprint } = setting.history.current
    const model = blueprint.models.find(({ id }) => id === deal.pipeline)
    const place = model?.stages.findIndex(({ id }) => id === deal.stage) ?? -1
    const next = model?.stages[place + 1]
    const facts = await gateFacts(db, workspaceId, input.id)
    const gates = model && next && place >= 0 ? gatesTo(model, deal, facts, { stage: next.id, wins: false }) : []
    const group = (await groupsOf(db, workspaceId, [input.id])).get(input.id) ?? []
    const names = await peopleNames(db, workspaceId, namedIn(deal))
    const person = (id: string | null | undefined) =>
      id === null || id === undefined ? null : { id, name: names.get(id) ?? null }
    const clock = (one: Clock | null) =>
      one && { at: time(one.at), what: one.what, outcome: one.outcome, person: person(one.person) }
    const { fields } = deal
    return ok({
      id: input.id,
      revision: head.revision,
      name: fields.name,
      pipeline: deal.pipeline,
      stage: deal.stage,
      outcome: deal.outcome,
      status: deal.status,
      pass: deal.pass,
      furthest: deal.furthest,
      reason: reasonOf(blueprint, deal.reason),
      openedAt: time(deal.openedAt),
      stageSince: time(deal.stageSince),
      closedAt: isoTime(deal.closedAt),
      theirs: clock(deal.theirs),
      ours: clock(deal.ours),
      account: row.account,
      owner: fields.ownerName ? { id: fields.ownerId ?? null, name: fields.ownerName } : null,
      team: fields.team ?? null,
      amountMinor: fields.amountMinor ?? null,
      currency: fields.currency ?? null,
      baseMinor: row.baseMinor === null ? null : Number(row.baseMinor),
      closeDate: row.closeDate,
      source: fields.source ?? null,
      campaign: fields.campaign ?? null,
      renewalDate: row.renewalDate,
      whyUs: fields.whyUs ?? null,
      tags: fields.tags ?? [],
      competitors: fields.competitors ?? [],
      links: fields.links ?? [],
      products: row.products,
      custom: fields.custom ?? {},
      checks: Object.fromEntries(
        Object.entries(deal.checks).map(([gate, one]) => [
          gate,
          { at: time(one.at), by: sayer(one.by), note: one.note ?? null },
        ]),
      ),
      bant: Object.fromEntries(
        Object.entries(deal.bant).map(([letter, one]) => [
          letter,
          {
            answer: one.answer,
            question: one.question ?? null,
            met: one.met,
            at: time(one.at),
            source: one.source,
            confidence: one.confidence,
            person: person(one.person),
            by: sayer(one.by),
            stale: now - one.at > bantStaleAfter,
          },
        ]),
      ),
      signed: deal.signed && {
        what: deal.signed.what,
        reference: deal.signed.reference,
        at: time(deal.signed.at),
        by: sayer(deal.signed.by),
      },
      recycled: deal.recycled && {
        reason: deal.recycled.reason,
        until: deal.recycled.until ?? null,
        at: time(deal.recycled.at),
      },
      evidence: row.evidence,
      people: group.map(({ personId, name, email, title, roles, stance, note, since }) => ({
        personId,
        name,
        email,
        title,
        roles,
        stance,
        note,
        since: time(since.getTime()),
      })),
      missing: missingRoles(deal.people),
      gates,
      nextStepAt: isoTime(row.nextStepAt?.getTime()),
      mayChange: mayChangeDeal(actor, head),
      asOf: time(now),
    })
  },
})

const time = (ms: number): string => isoTime(ms) as string

function sayer(by: JsonObject): string | null {
  return typeof by['by'] === 'string' ? by['by'] : null
}

function namedIn(deal: FoldedDeal): string[] {
  const said = [deal.theirs?.person, deal.ours?.person, ...Object.values(deal.bant).map((one) => one.person)]
  return [...new Set(said.filter((id): id is string => typeof id === 'string'))]
}

function reasonOf({ reasons }: Blueprint, id: string | null): DealPage['reason'] {
  if (id === null) return null
  return { id, name: reasons.find((one) => one.id === id)?.name ?? { en: id } }
}
