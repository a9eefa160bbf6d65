import { randomUUIDv7 } from 'node:crypto'
import { writtenDeal } from '#actions/deal/answer.ts'
import { evidenceOf } from '#actions/deal/evidence.ts'
import { checkedFields, wrong } from '#actions/deal/fields.ts'
import { recordDeals, type DealEntry } from '#actions/deal/write.ts'
import { histories } from '#actions/person/load.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { dealCreateInput, type DealWritten } from '#contract/deal.ts'
import { ok } from '#contract/problem.ts'
import { companyOfPeople, knownInDeal } from '#store/deal/known.ts'
import { firstTouches } from '#store/deal/read.ts'
import { findWorkspace } from '#store/workspace.ts'

/**
 * Opens a deal. What is not said is inherited: the company from its people, the source from their earliest first touch,
 * the owner is whoever opens it. From a person it carries the evidence of why they were qualified.
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
    const touch = fields.source === undefined ? (await firstTouches(db, workspaceId, people))[0] : undefined
    if (touch) Object.assign(fields, { source: touch.channel, campaign: fields.campaign ?? touch.campaign })

    const evidence = input.from === undefined ? undefined : await evidenceOf(db, workspaceId, input.from, now)
    const entries: DealEntry[] = [
      {
        kind: 'opened',
        data: { pipeline: pipeline.id, stage: stage.id, fields, ...(evidence === undefined ? {} : { evidence }) },
      },
      ...members.map((member): DealEntry => ({ kind: 'person_set', data: member })),
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
