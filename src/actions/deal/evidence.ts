import type { PoolClient } from 'pg'
import { foldPerson, type FoldedPerson } from '#actions/person/load.ts'
import { personaOf } from '#actions/person/facts.ts'
import { scoresOf } from '#actions/person/scores.ts'
import { stageHistories } from '#actions/person/stages.ts'
import type { PersonScores } from '#contract/person.ts'
import type { Evidence } from '#core/deal/evidence.ts'
import { namesOfGroup } from '#core/event-group.ts'
import type { JsonObject } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { colleaguesOf } from '#store/deal/colleague.ts'
import { findPerson, intervalsOf } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

const rulesShown = 8
const readShown = 12
const colleaguesShown = 8

/**
 * The evidence pack of a person at `now` (epoch ms): points and what they were given for, stage and what let them in,
 * what they read and asked for, first touch, who else of their company is involved. Frozen with the deal or hand-off
 * that begins with it. Reads only.
 */
export async function evidenceOf(
  db: PoolClient,
  workspaceId: string,
  personId: string,
  now: number,
): Promise<JsonObject> {
  const person = await findPerson(db, workspaceId, personId)
  const id = person?.id ?? personId
  const folded = await foldPerson(db, workspaceId, id, now)
  const { state, program } = folded.run
  const scores = scoresOf(folded, now)
  const { count, others } =
    state.account === null
      ? { count: 0, others: [] }
      : await colleaguesOf(db, workspaceId, state.account, { without: id, now, most: colleaguesShown, program })
  const evidence: Evidence = {
    at: isoTime(now) as string,
    person: personId,
    name: person?.name ?? person?.email ?? null,
    version: folded.history.current.version,
    fit: scores.fit,
    engagement: scores.engagement,
    total: scores.total,
    threshold: scores.threshold,
    persona: personaOf(folded)?.name ?? null,
    icp: state.icp,
    top: strongest(scores),
    fitTop: scores.fitLedger
      .toSorted((a, b) => b.points - a.points)
      .slice(0, rulesShown)
      .map(({ name, points }) => ({ name, points })),
    stage: await stageOf(db, workspaceId, id, folded, now),
    read: readBy(folded),
    asked: askedBy(folded),
    first: state.first && {
      at: isoTime(state.first.at) as string,
      channel: state.first.channel,
      campaign: state.first.campaign,
      object: state.first.object,
    },
    colleagues: count,
    others,
  }
  return evidence as unknown as JsonObject
}

function strongest({ engagementLedger }: PersonScores): Evidence['top'] {
  const rules = new Map<string, Evidence['top'][number]>()
  // newest first
  for (const { rule, name, worth, event } of engagementLedger) {
    const known = rules.get(rule)
    rules.set(
      rule,
      known
        ? { ...known, worth: roundPoints(known.worth + worth), count: known.count + 1 }
        : { name, worth, count: 1, last: event.time, object: event.object },
    )
  }
  return [...rules.values()].toSorted((a, b) => b.worth - a.worth).slice(0, rulesShown)
}

async function stageOf(
  db: PoolClient,
  workspaceId: string,
  id: string,
  folded: FoldedPerson,
  now: number,
): Promise<Evidence['stage']> {
  const { lifecycle } = folded.run.program.blueprint
  const history = stageHistories(folded, await intervalsOf(db, workspaceId, id, now)).find(
    ({ model }) => model === lifecycle,
  )
  const stage = history?.stages.find((one) => one.id === history.current)
  const stay = history?.intervals.findLast((one) => one.stage === history.current)
  if (!stage || !history?.since) return null
  const event = stay?.cause.event ?? null
  return {
    name: stage.name,
    since: history.since,
    by: stay?.cause.by ?? null,
    event: event && { name: event.name, object: event.object },
    holds: stay?.cause.holds ?? [],
  }
}

function readBy({ events, run }: FoldedPerson): Evidence['read'] {
  const kinds = new Map(run.program.blueprint.contentKinds.map(({ id, name }) => [id, name]))
  const read = new Map<string, Evidence['read'][number]>()
  for (const event of events) {
    if (!event.own || event.verdict !== 'human' || event.content === null || event.object === null) continue
    const at = isoTime(event.time) as string
    const count = (read.get(event.object)?.count ?? 0) + 1
    // the latest reading decides the order
    read.delete(event.object)
    read.set(event.object, { object: event.object, kind: kinds.get(event.content) ?? null, at, count })
  }
  return [...read.values()].toReversed().slice(0, readShown)
}

const requests: ReadonlySet<string> = new Set(namesOfGroup('request') ?? [])

function askedBy({ events }: FoldedPerson): Evidence['asked'] {
  const asked = new Map<string, string>()
  for (const event of events) {
    if (event.own && event.verdict === 'human' && requests.has(event.name)) {
      asked.set(event.name, isoTime(event.time) as string)
    }
  }
  return [...asked].map(([name, at]) => ({ name, at }))
}
