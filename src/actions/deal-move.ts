import type { Actor } from '#actions/actor.ts'
import { writtenDeal } from '#actions/deal/answer.ts'
import { wrong } from '#actions/deal/fields.ts'
import { gateFacts } from '#actions/deal/gate-facts.ts'
import { loadDeal, takeDeal, type OpenDeal } from '#actions/deal/load.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { readVerb, requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { dealGatesQuery, dealMoveInput, type DealGates, type DealWritten } from '#contract/deal.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { StageModel } from '#core/blueprint.ts'
import { gatesTo, type GateState } from '#core/deal/gate.ts'
import { statusOf, winsBy } from '#core/deal/status.ts'
import { dayIn, renewalAfter } from '#core/proposal/renewal.ts'
import { findWorkspace } from '#store/workspace.ts'
import type { PoolClient } from 'pg'
import type { z } from 'zod'

interface Aim {
  model: StageModel
  to: { stage?: string; outcome?: string }
  wins: boolean
  /** outcome id under which the list of reasons stands; null: no reason is asked for */
  reasonsOf: string | null
}

/** Moves a deal to a stage or out of the order, through the gates between. Whoever comes second is told (409). */
export const moveDeal: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealMoveInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const found = await takeDeal(call, input.id, input.revision)
    if (!found.ok) return found
    const entries = await moveEntries(call, found.value, input)
    if (!entries.ok) return entries
    const changes = [{ dealId: input.id, entries: entries.value }]
    const recorded = await recordDeals(found.value.setting, changes, saidBy(actor))
    return ok(await writtenDeal(db, workspaceId, input.id, recorded.get(input.id)?.eventIds.at(-1) ?? null))
  },
  audit: ({ id, stage, outcome }, { reason, override }) => ({
    verb: 'deal.move',
    subject: `deal:${id}`,
    detail: { stage, outcome, ...(reason === undefined ? {} : { reason }), ...(override ? { override } : {}) },
  }),
})

/** What a move says of a deal; refused where it is there already, a reason is wanted or a gate is not met. */
export async function moveEntries(
  { db, workspaceId, actor }: { db: PoolClient; workspaceId: string; actor: Actor },
  found: OpenDeal,
  input: Omit<z.output<typeof dealMoveInput>, 'id' | 'revision'>,
): Promise<Result<DealEntry[]>> {
  const { deal, head } = found
  const aim = aimOf(found, input)
  if (!aim.ok) return aim
  const { model, to, reasonsOf } = aim.value
  if (model.id === deal.pipeline && (to.stage === undefined ? deal.outcome === to.outcome : deal.stage === to.stage)) {
    return refuse('conflict', `“${head.name}” is in ${to.stage ?? to.outcome} already.`)
  }
  if (reasonsOf !== null) {
    const known = reasonsFor(found, reasonsOf)
    if (input.reason === undefined || (known.length > 0 && !known.includes(input.reason))) {
      return wrong('reason', `A reason is needed${known.length > 0 ? `: one of ${known.join(', ')}` : ''}.`)
    }
  }
  const missed = (await gatesBetween(db, workspaceId, found, aim.value)).filter(({ met }) => !met)
  if (missed.length > 0) {
    const denied = input.override ? requirePermission(actor, 'deal.override') : null
    if (denied) return denied
    if (!input.override) return unmet(missed)
    const unproved = missed.filter(({ need }) => need === 'signed')
    if (aim.value.wins && unproved.length > 0) return unmet(unproved)
    if ((input.note ?? '') === '') return wrong('note', 'Say why it goes on without what its gates ask for.')
  }
  const { reason, note, whyUs } = input
  const renews = reasonsOf === 'won' && (deal.fields.renewalDate ?? null) === null
  const renewalDate = renews ? await renewalOfWin(found.setting) : null
  const entries: DealEntry[] = [
    ...(whyUs === undefined ? [] : [{ kind: 'changed' as const, data: { fields: { whyUs } } }]),
    ...(renewalDate === null ? [] : [{ kind: 'changed' as const, data: { fields: { renewalDate } } }]),
    {
      kind: 'moved',
      data: {
        pipeline: model.id,
        ...to,
        ...(reason === undefined ? {} : { reason }),
        ...(note === undefined || note === '' ? {} : { note }),
        ...(missed.length > 0 ? { overrode: missed.map((gate) => gate.id) } : {}),
      },
    },
  ]
  return ok(entries)
}

/** What a move would ask for: gates with whether they are met, and whether a reason is needed. */
export const readDealGates: Verb<DealGates> = readVerb({
  permission: 'deal.read',
  input: dealGatesQuery,
  async run({ db, workspaceId, actor, input, now }) {
    const found = await loadDeal(db, workspaceId, input.id, now)
    if (!found.ok) return found
    const aim = aimOf(found.value, input)
    if (!aim.ok) return aim
    return ok({
      gates: (await gatesBetween(db, workspaceId, found.value, aim.value)).map(({ id, name, need, stage, met }) => ({
        id,
        name,
        need,
        stage,
        met,
      })),
      reasonNeeded: aim.value.reasonsOf !== null,
      reasonsOf: aim.value.reasonsOf,
      wins: aim.value.wins,
      mayOverride: requirePermission(actor, 'deal.override') === null,
      revision: found.value.head.revision,
    })
  },
})

/** Up for renewal a year after the win, unless somebody says otherwise. */
async function renewalOfWin({ db, workspaceId, now }: OpenDeal['setting']): Promise<string | null> {
  const workspace = await findWorkspace(db, workspaceId)
  return workspace && renewalAfter(dayIn(workspace.zone, now))
}

function aimOf(
  { deal, setting }: OpenDeal,
  input: { pipeline?: string | undefined; stage?: string | undefined; outcome?: string | undefined },
): Result<Aim> {
  const { stage, outcome } = input
  const id = input.pipeline ?? deal.pipeline
  const models = setting.history.current.blueprint.models.filter((model) => model.subject === 'deal')
  const model = models.find((one) => one.id === id)
  if (!model)
    return wrong('pipeline', `There is no pipeline ${id}; there is ${models.map((one) => one.id).join(', ')}.`)
  if ((stage === undefined) === (outcome === undefined)) return wrong('stage', 'Give either a stage or an outcome.')
  if (stage !== undefined && !model.stages.some((one) => one.id === stage)) {
    return wrong('stage', `${id} has ${model.stages.map((one) => one.id).join(', ')}.`)
  }
  const into = model.outcomes.find((one) => one.id === outcome)
  if (outcome !== undefined && !into) {
    return wrong('outcome', `${id} has ${model.outcomes.map((one) => one.id).join(', ') || 'no outcomes'}.`)
  }
  const to = { ...(stage === undefined ? {} : { stage }), ...(outcome === undefined ? {} : { outcome }) }
  const wins = winsBy(model, to)
  const before = model.id === deal.pipeline ? statusOf(model, deal.stage, deal.outcome) : 'open'
  const reasonsOf = wins ? (before === 'won' ? null : 'won') : into?.reasons ? into.id : null
  return ok({ model, to, wins, reasonsOf })
}

function reasonsFor({ setting }: OpenDeal, outcome: string): string[] {
  return setting.history.current.blueprint.reasons.filter((one) => one.for.includes(outcome)).map(({ id }) => id)
}

async function gatesBetween(
  db: PoolClient,
  workspaceId: string,
  { deal, head }: OpenDeal,
  { model, to, wins }: Aim,
): Promise<GateState[]> {
  const here = model.id === deal.pipeline ? deal : { ...deal, stage: null }
  return gatesTo(model, here, await gateFacts(db, workspaceId, head.id), { ...to, wins })
}

function unmet(missed: readonly GateState[]) {
  return refuse('conflict', `Not yet: ${missed.map(({ name }) => name.en).join('; ')}.`, {
    fields: missed.map(({ id, name }) => ({ path: `gate.${id}`, message: name.en })),
  })
}
