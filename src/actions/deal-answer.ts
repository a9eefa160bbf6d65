import { writtenDeal } from '#actions/deal/answer.ts'
import { answerEntry } from '#actions/deal/answer-entry.ts'
import { wrong } from '#actions/deal/fields.ts'
import { noDeal, takeDeal } from '#actions/deal/load.ts'
import { recordDeals } from '#actions/deal/write.ts'
import { saidBy } from '#actions/person/own-fact.ts'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import { dealId, type DealWritten } from '#contract/deal.ts'
import { dealAnswerInput, type AnswerLengths, type DealAnswers } from '#contract/deal-page.ts'
import { ok } from '#contract/problem.ts'
import { bantStaleAfter } from '#core/deal/coverage.ts'
import type { DealStatus } from '#core/deal/status.ts'
import { answerLength } from '#core/deal/question.ts'
import { answerLengthsOf, answersOf, type AnswerLengthRow } from '#store/deal/answer.ts'
import { knownInDeal } from '#store/deal/known.ts'
import { dealHeads } from '#store/deal/read.ts'
import { z } from 'zod'

const dayMs = 86_400_000

/** Keeps what they said to a question: evidence for a letter of BANT, or told in the deal's history. */
export const answerQuestion: Verb<DealWritten> = writeVerb({
  permission: 'deal.write',
  input: dealAnswerInput,
  async run(call) {
    const { db, workspaceId, actor, input } = call
    const found = await takeDeal(call, input.id)
    if (!found.ok) return found
    const { id, person, ...answer } = input
    const people = person === undefined ? [] : [person]
    if ((await knownInDeal(db, workspaceId, { account: null, products: [], people })) !== null) {
      return wrong('person', 'There is no such person here.')
    }
    const entries = [answerEntry(answer, person)]
    const recorded = await recordDeals(found.value.setting, [{ dealId: id, entries }], saidBy(actor))
    return ok(await writtenDeal(db, workspaceId, id, recorded.get(id)?.eventIds[0] ?? null))
  },
  audit: ({ id }, { letter }) => ({ verb: 'deal.answered', subject: `deal:${id}`, detail: { letter: letter ?? null } }),
})

/** What they answered, newest first: the history of BANT too. */
export const listAnswers: Verb<DealAnswers> = readVerb({
  permission: 'deal.read',
  input: dealId,
  async run({ db, workspaceId, input, now }) {
    if (!(await dealHeads(db, workspaceId, [input.id])).has(input.id)) return noDeal
    const rows = await answersOf(db, workspaceId, input.id)
    return ok({
      items: rows.map((row) => ({
        ...row,
        at: row.at.toISOString(),
        length: answerLength(row.answer),
        stale: now - row.at.getTime() > bantStaleAfter,
      })),
      staleAfterDays: bantStaleAfter / dayMs,
    })
  },
})

/** How long people answered, by question and by how the deal ended: longer answers go with closing, or do not. */
export const readAnswerLengths: Verb<AnswerLengths> = readVerb({
  permission: 'deal.read',
  input: z.object({}),
  async run({ db, workspaceId }) {
    const rows = await answerLengthsOf(db, workspaceId)
    const questions = [...new Set(rows.flatMap(({ question }) => question ?? []))]
    return ok({
      ...byStatus(rows.filter(({ question }) => question === null)),
      questions: questions.map((question) => ({
        question,
        ...byStatus(rows.filter((row) => row.question === question)),
      })),
    })
  },
})

function byStatus(rows: readonly AnswerLengthRow[]): Record<DealStatus, AnswerLengths['won']> {
  const of = (status: DealStatus) => {
    const row = rows.find((one) => one.status === status)
    return row ? { count: row.count, deals: row.deals, median: row.median } : { count: 0, deals: 0, median: null }
  }
  return { won: of('won'), lost: of('lost'), open: of('open') }
}
