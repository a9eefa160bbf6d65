import { randomUUIDv7 } from 'node:crypto'
import type { PoolClient } from 'pg'
import { writtenDeal } from '#actions/deal/answer.ts'
import { answerEntry } from '#actions/deal/answer-entry.ts'
import { evidenceOf } from '#actions/deal/evidence.ts'
import { checkedFields, wrong } from '#actions/deal/fields.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { requirePermission, writeVerb, type Verb } from '#actions/verb.ts'
import { dealCreateInput, type DealWritten } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'
import type { Gate, Stage, StageModel } from '#core/blueprint.ts'
import type { DealFields } from '#core/deal/event.ts'
import { answerOf } from '#core/person-answer.ts'
import { companyOfPeople, knownInDeal } from '#store/deal/known.ts'
import { firstTouches } from '#store/deal/read.ts'
import { answersByPeople } from '#store/person-answer.ts'
import { findWorkspace } from '#store/workspace.ts'

/**
 * Opens a deal. What is not said is inherited: the company from its people, the source from their earliest first touch,
 * the owner is whoever opens it. From a person it carries the evidence of why they were qualified, and from all its people
 * what they answered to questions before. It is won by no opening,
 * and without a person or a manager it does not begin behind gates that it does not meet.
 */
export const createDeal: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealCreateInput,
  async run({ db, workspaceId, actor, input, now }) {
    const history = await histories.of(db, workspaceId)
    const pipelines = history.current.blueprint.models.filter((model) => model.subject === 'deal')
    const pipeline = input.pipeline === undefined ? pipelines[0] : pipelines.find(({ id }) => id === input.pipeline)
    if (!pipeline) {
      const there = pipelines.map(({ id }) => id).join(', ')
      return wrong('pipeline', there === '' ? 'The blueprint has no pipeline yet; add one.' : `There is ${there}.`)
    }
    const stage = input.stage === undefined ? pipeline.stages[0] : pipeline.stages.find(({ id }) => id === input.stage)
    if (!stage) return wrong('stage', `${pipeline.id} has ${pipeline.stages.map(({ id }) => id).join(', ')}.`)

    if (stage.won) {
      return wrong('stage', `A deal is not won when it begins; open it at ${firstOf(pipeline)}, then move it there.`)
    }

    const members = input.people
    if (input.from !== undefined && !members.some(({ person }) => person === input.from)) {
      members.unshift({ person: input.from, roles: [], stance: 'unknown', note: null })
    }
    const people = members.map(({ person }) => person)
    if (people.length > 0 && (await knownInDeal(db, workspaceId, { account: null, products: [], people })) !== null) {
      return wrong('people', 'There is no such person here.')
    }
    const currency = (await findWorkspace(db, workspaceId))?.currency ?? null
    const checked = await checkedFields(db, workspaceId, input.fields, { currency })
    if (!checked.ok) return checked
    const fields = { ...checked.value, name: input.name }
    fields.accountId ??= await companyOfPeople(db, workspaceId, people)
    fields.currency ??= currency
    if (fields.ownerId === undefined && fields.ownerName === undefined && actor.kind === 'user') {
      fields.ownerId = actor.userId
      fields.ownerName = actor.name
    }
    // whoever was qualified brings what comes before a meeting; what comes before an opportunity is asked of everybody
    const asks = input.from === undefined || stage.lifecycle === 'opportunity' || stage.lifecycle === 'customer'
    if (asks && requirePermission(actor, 'deal.override') !== null) {
      const missed = missedBefore(pipeline, stage, fields, members)
      if (missed.length > 0) {
        const needs = missed.map(({ name }) => name.en).join('; ')
        return wrong(
          'stage',
          `Before ${stage.name.en} comes: ${needs}. Open it at ${firstOf(pipeline)}, or ask a manager.`,
        )
      }
    }
    const touch = fields.source === undefined ? (await firstTouches(db, workspaceId, people))[0] : undefined
    if (touch) Object.assign(fields, { source: touch.channel, campaign: fields.campaign ?? touch.campaign })

    const evidence = input.from === undefined ? undefined : await evidenceOf(db, workspaceId, input.from, now)
    const entries: DealEntry[] = [
      {
        kind: 'opened',
        data: { pipeline: pipeline.id, stage: stage.id, fields, ...(evidence === undefined ? {} : { evidence }) },
      },
      ...members.map((member): DealEntry => ({ kind: 'person_set', data: member })),
      ...(await answeredBefore(db, workspaceId, people)),
    ]
    const id = randomUUIDv7()
    const recorded = await recordDeals({ db, workspaceId, history, now }, [{ dealId: id, entries }], saidBy(actor))
    return ok(await writtenDeal(db, workspaceId, id, recorded.get(id)?.eventIds[0] ?? null))
  },
  audit: ({ id, stage }, { name, pipeline }) => ({
    verb: 'deal.create',
    subject: `deal:${id}`,
    detail: { name, stage, ...(pipeline === undefined ? {} : { pipeline }) },
  }),
})

/** What its people answered before there was a deal: said then, and evidence now. */
async function answeredBefore(db: PoolClient, workspaceId: string, people: readonly string[]): Promise<DealEntry[]> {
  const rows = people.length === 0 ? [] : await answersByPeople(db, workspaceId, people)
  return rows.toReversed().flatMap(({ person, at, props }) => {
    const answer = answerOf(props)
    return answer ? [answerEntry(answer, person, at.getTime())] : []
  })
}

function firstOf({ stages }: StageModel): string {
  return stages.find(({ won }) => !won)?.name.en ?? ''
}

/** What the gates before a stage ask for and a deal that has only just been thought of does not have. */
function missedBefore(
  pipeline: StageModel,
  stage: Stage,
  { amountMinor, closeDate, accountId }: DealFields,
  members: readonly { roles: readonly string[] }[],
): Gate[] {
  const gates = pipeline.stages.slice(0, pipeline.stages.indexOf(stage)).flatMap((before) => before.gates ?? [])
  return gates.filter(({ need }) => {
    if (need === 'amount') return !amountMinor
    if (need === 'close_date') return !closeDate
    if (need === 'company') return !accountId
    if (need === 'decision_maker') return !members.some(({ roles }) => roles.includes('decision_maker'))
    if (need === 'two_people') return members.length < 2
    return need !== 'proofs_given'
  })
}
