import type { BantLetter, Confidence } from '#core/deal/event.ts'
import type { DealStatus } from '#core/deal/status.ts'
import { prepared, type Db } from '#store/rows.ts'

export interface AnswerRow {
  event: string
  at: Date
  letter: BantLetter | null
  question: string | null
  playbook: string | null
  answer: string
  source: string | null
  confidence: Confidence | null
  met: boolean | null
  person: { id: string; name: string | null } | null
  by: string | null
}

const isAnswer = `(e.kind = 'answered' or (e.kind = 'said' and e.data ->> 'name' = 'question_answered'))`
/** What was asked and answered, whichever way it is kept (core/deal/event.ts). */
const said = `case when e.kind = 'answered' then e.data ->> 'answer' else e.data ->> 'text' end`
const asked = `coalesce(e.data ->> 'question', e.data -> 'detail' ->> 'question')`

/** Answers of a deal to questions, evidence for BANT or not, newest first. */
export async function answersOf(db: Db, workspaceId: string, dealId: string): Promise<AnswerRow[]> {
  const { rows } = await db.query<AnswerRow>(
    prepared(
      `select e.id as event, e.at, e.data ->> 'letter' as letter, ${asked} as question,
              coalesce(e.data ->> 'playbook', e.data -> 'detail' ->> 'playbook') as playbook, ${said} as answer,
              coalesce(e.data ->> 'source', e.data -> 'detail' ->> 'source') as source,
              coalesce(e.data ->> 'confidence', e.data -> 'detail' ->> 'confidence') as confidence,
              (e.data ->> 'met')::boolean as met, e.said_by ->> 'by' as by,
              case when p.id is not null then json_build_object('id', p.id, 'name', coalesce(p.name, p.email)) end as person
         from deal_event e
         left join person q on q.id = (e.data ->> 'person')::uuid and q.workspace_id = e.workspace_id
         left join person p on p.id = coalesce(q.merged_into, q.id)
        where e.workspace_id = $1 and e.deal_id = $2 and e.withdrawn_at is null and ${isAnswer}
        order by e.at desc, e.id desc limit 500`,
      [workspaceId, dealId],
    ),
  )
  return rows
}

export interface AnswerLengthRow {
  /** null: over all questions */
  question: string | null
  status: DealStatus
  count: number
  deals: number
  /** letters and digits */
  median: number
}

/** How long answers were, over all and by question as it was asked, in deals that are open, won and lost. */
export async function answerLengthsOf(db: Db, workspaceId: string): Promise<AnswerLengthRow[]> {
  const { rows } = await db.query<AnswerLengthRow>(
    `with answers as (
       select ${asked} as question, d.status, d.id as deal,
              length(regexp_replace(${said}, '[^[:alnum:]]', '', 'g')) as size
         from deal_event e join deal d on d.id = e.deal_id
        where e.workspace_id = $1 and e.withdrawn_at is null and ${isAnswer})
     select question, status, count(*)::integer as count, count(distinct deal)::integer as deals,
            percentile_cont(0.5) within group (order by size) as median
       from answers where question is not null group by grouping sets ((status), (question, status))
      order by question nulls first, status limit 2000`,
    [workspaceId],
  )
  return rows
}
