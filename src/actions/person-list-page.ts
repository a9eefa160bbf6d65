import type { PoolClient } from 'pg'
import { z } from 'zod'
import { badCursor, readCursor, writeCursor } from '#actions/cursor.ts'
import { histories } from '#actions/person/load.ts'
import { askPeople, withinTime } from '#actions/segment/ask.ts'
import type { PersonQueryList, PersonQueryRow, PersonSort } from '#contract/person-query.ts'
import { ok, refuse, type Result } from '#contract/problem.ts'
import type { Json } from '#core/json.ts'
import type { Condition } from '#core/rule.ts'
import { roundPoints } from '#core/score.ts'
import { queryWords } from '#core/search-words.ts'
import { foldText } from '#core/text.ts'
import { isColumn } from '#store/person-list-column.ts'
import { countPeople } from '#store/person-list-count.ts'
import { findPeople } from '#store/person-list.ts'
import type { PeopleRow } from '#store/person-list.ts'
import type { PeoplePlace, PeopleScope } from '#store/person-list-sql.ts'
import { isoTime } from '#store/rows.ts'

const time = z.int().min(-8.64e15).max(8.64e15)
// as of when, how many there are, and the last person's place; no heat is none
const cursor = z.tuple([
  time,
  z.int().min(0),
  z.boolean(),
  z.tuple([z.uuid(), z.number().nullable(), z.number(), z.number(), time.nullable(), z.string().nullable()]),
])

/** Which people, in which order, from where on. */
export interface Question {
  q: string
  sort: PersonSort
  stage: string | null
  channel: string | null
  hot: boolean
  condition: Condition | null
  columns: readonly string[]
  limit: number
  cursor: string | undefined
}

interface Place {
  db: PoolClient
  workspaceId: string
  now: number
}

/** A page may be this long in JSON; one that is longer ends earlier. */
const pageBytes = 90_000

/**
 * One page of people. All pages of a list are as of its first page's moment, so that scores that fall meanwhile neither
 * repeat nor lose anybody.
 */
export async function pageOfPeople(place: Place, question: Question): Promise<Result<PersonQueryList>> {
  const { db, workspaceId, now } = place
  const { blueprint } = (await histories.of(db, workspaceId)).current
  const lifecycle = blueprint.models.find((model) => model.id === blueprint.lifecycle)
  if (!lifecycle) return refuse('conflict', `The blueprint has no model ${blueprint.lifecycle}.`)
  const { q, sort, stage, channel, hot, condition, columns, limit } = question
  if (stage !== null && !lifecycle.stages.some((one) => one.id === stage)) {
    const known = lifecycle.stages.map((one) => one.id).join(', ')
    return refuse('invalid', `stage: ${blueprint.lifecycle} has no stage ${stage}; it has ${known}.`)
  }
  const strange = columns.find((column) => !isColumn(column))
  if (strange !== undefined) return refuse('invalid', `columns: there is no column "${strange}".`)
  const bound = ['people', q, sort, stage, channel, hot, condition]
  const went = question.cursor === undefined ? null : readCursor(bound, question.cursor, cursor)
  if (question.cursor !== undefined && went === null) return badCursor

  const asked = await scopeOf({ ...place, now: went ? went[0] : now }, question)
  if (!asked.ok) return asked
  const scope = asked.value
  const nobody = scope.words?.length === 0
  return withinTime(db, async () => {
    const found = nobody
      ? { rows: [], count: 0, plan: null }
      : await findPeople(db, scope, went ? placeOf(went[3]) : null, limit, columns)
    const count = went ? { value: went[1], estimated: went[2] } : await countPeople(db, scope, found.count, found.plan)
    const items: PersonQueryRow[] = []
    let bytes = 0
    for (const row of found.rows.slice(0, limit)) {
      const item = rowOf(row, scope.threshold)
      bytes += JSON.stringify(item).length * 1.5
      if (bytes > pageBytes && items.length > 0) break
      items.push(item)
    }
    const last = found.rows.length > items.length ? found.rows[items.length - 1] : undefined
    return ok({
      items,
      next: last ? writeCursor(bound, [scope.at, count.value, count.estimated, said(last)]) : null,
      count,
      asOf: isoTime(scope.at) as string,
      lifecycle: {
        id: lifecycle.id,
        name: lifecycle.name,
        stages: lifecycle.stages.map(({ id, name }) => ({ id, name })),
        outcomes: lifecycle.outcomes.map(({ id, name }) => ({ id, name })),
      },
    })
  })
}

/**
 * What the database is asked. What an index of the list knows (stage, channel, hot) is taken out of the condition, if it
 * stands there as one of the things that must all hold.
 */
export async function scopeOf(
  { db, workspaceId, now }: Place,
  question: Pick<Question, 'q' | 'sort' | 'stage' | 'channel' | 'hot' | 'condition'>,
): Promise<Result<PeopleScope>> {
  const { blueprint, halfLife } = (await histories.of(db, workspaceId)).current
  const { threshold } = blueprint.scores
  const scope: PeopleScope = {
    workspaceId,
    lifecycle: blueprint.lifecycle,
    at: now,
    halfLife,
    threshold,
    sort: question.sort,
    stage: question.stage,
    channel: question.channel,
    hot: question.hot,
    words: question.q === '' ? null : queryWords(question.q),
    condition: null,
    fits: [],
  }
  if (question.condition === null) return ok(scope)
  const asked = await askPeople(db, workspaceId, question.condition, now)
  if (!asked.ok) return asked
  const rest: Condition[] = []
  for (const part of 'all' in question.condition ? question.condition.all : [question.condition]) {
    if ('field' in part && part.op === 'is' && typeof part.value === 'string' && part.value === foldText(part.value)) {
      const { field, value } = part
      if (field === `stage.${blueprint.lifecycle}` && scope.stage === null) {
        scope.stage = value
        continue
      }
      if (field === 'first.channel' && scope.channel === null) {
        scope.channel = value
        continue
      }
    }
    const isHot = 'field' in part && part.field === 'score.total' && part.op === 'gte' && part.value === threshold
    if (isHot) scope.hot = true
    else rest.push(part)
  }
  scope.condition = rest.length === 0 ? null : rest.length === 1 ? (rest[0] as Condition) : { all: rest }
  scope.fits = asked.value.scope.fits
  return ok(scope)
}

function said({ id, heat, fit, total, lastAt, sortName }: PeoplePlace): z.infer<typeof cursor>[3] {
  return [id, heat === -Infinity ? null : heat, fit, total, lastAt, sortName]
}

function placeOf([id, heat, fit, total, lastAt, sortName]: z.infer<typeof cursor>[3]): PeoplePlace {
  return { id, heat: heat ?? -Infinity, fit, total, lastAt, sortName }
}

function rowOf(row: PeopleRow, threshold: number): PersonQueryRow {
  const total = roundPoints(row.total)
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    title: row.title,
    account: row.accountId === null ? null : { id: row.accountId, name: row.accountName ?? '' },
    fit: roundPoints(row.fit),
    engagement: roundPoints(row.engagement),
    total,
    hot: total >= threshold,
    stage: row.stage,
    outcome: row.outcome,
    channel: row.channel,
    lastAt: isoTime(row.lastAt),
    values: row.values.map(shortened),
  }
}

/** A list shows the beginning of a long text, and an object not at all. */
function shortened(value: Json): Json {
  if (typeof value === 'string') return value.length > 200 ? `${value.slice(0, 199)}…` : value
  if (Array.isArray(value)) return value.slice(0, 10).map((item) => (typeof item === 'object' ? null : shortened(item)))
  return typeof value === 'object' ? null : value
}
