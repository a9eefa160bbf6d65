import type { PoolClient } from 'pg'
import type { FoldedPerson } from '#actions/person/load.ts'
import type { HandoffEvidence } from '#contract/handoff.ts'
import type { Enter } from '#core/fold/op.ts'
import { ledgerOf } from '#core/ledger.ts'
import { roundPoints } from '#core/score.ts'
import { askings } from '#store/touch.ts'
import { isoTime } from '#store/rows.ts'

const told = ['title', 'company', 'country', 'city', 'industry', 'phone', 'language', 'linkedin'] as const
const asksFor: ReadonlySet<string> = new Set(askings)

/**
 * What is known of somebody at `at` (epoch ms), for whoever takes them over: why they qualified, what they read and
 * asked for, who else is there. To be frozen with the hand-off: names as they are now, whatever becomes of the rules.
 */
export async function handoffPack(
  db: PoolClient,
  workspaceId: string,
  personId: string,
  person: FoldedPerson,
  at: number,
): Promise<HandoffEvidence> {
  const { run, events } = person
  const { state, program } = run
  const { blueprint } = program
  const ledger = ledgerOf(person, at)
  const lifecycle = blueprint.models.find(({ id }) => id === blueprint.lifecycle)
  const standing = state.models[blueprint.lifecycle]
  const stage = lifecycle?.stages.find(({ id }) => id === standing?.stage)
  const entered = run.ops.findLast(
    (op): op is Enter => op.op === 'enter' && op.model === blueprint.lifecycle && op.stage === standing?.stage,
  )
  const own = events.filter((event) => event.own && event.verdict === 'human' && event.time <= at)
  const { company, colleagues, count } = await companyOf(db, workspaceId, state.account, personId)
  return {
    at: isoTime(at) as string,
    version: program.version,
    fit: roundPoints(state.fitPoints),
    engagement: ledger.score,
    total: roundPoints(state.fitPoints + ledger.score),
    threshold: blueprint.scores.threshold,
    icp: state.icp,
    persona: blueprint.personas.find(({ id }) => id === state.persona)?.name ?? null,
    stage: stage ? { id: stage.id, name: stage.name } : null,
    facts: Object.fromEntries(
      told.flatMap((name) => {
        const value = state.facts[name]
        return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 300)]] : []
      }),
    ),
    rules: strongest(person, ledger.lines),
    holds: (entered?.cause.holds ?? []).map(({ condition }) => condition),
    asked: own
      .filter(({ name }) => asksFor.has(name))
      .slice(-5)
      .reverse()
      .map(({ name, object, time }) => ({ event: name, object, at: isoTime(time) as string })),
    read: lastRead(own, (kind) => blueprint.contentKinds.find(({ id }) => id === kind)?.name ?? null),
    first: state.first && {
      at: isoTime(state.first.at) as string,
      channel: state.first.channel,
      campaign: state.first.campaign,
      object: state.first.object,
    },
    company,
    colleagues: colleagues.map(({ stage: id, ...one }) => ({
      ...one,
      stage: lifecycle?.stages.find((known) => known.id === id)?.name ?? null,
    })),
    colleagueCount: count,
  }
}

/** The rules that are worth most now, five of what they did and three of who they are. */
function strongest({ run }: FoldedPerson, lines: ReturnType<typeof ledgerOf>['lines']): HandoffEvidence['rules'] {
  const { scores } = run.program.blueprint
  const engagement = [...Map.groupBy(lines, ({ rule }) => rule)]
    .map(([rule, awards]) => ({
      name: scores.engagement.rules.find(({ id }) => id === rule)?.name ?? { en: rule },
      kind: 'engagement' as const,
      points: roundPoints(awards.reduce((sum, { worth }) => sum + worth, 0)),
      times: awards.length,
    }))
    .toSorted((a, b) => b.points - a.points)
  const fit = scores.fit.rules
    .filter(({ id }) => run.state.fit[id] !== undefined)
    .map(({ name, points }) => ({ name, kind: 'fit' as const, points, times: 1 }))
    .toSorted((a, b) => b.points - a.points)
  return [...engagement.slice(0, 5), ...fit.slice(0, 3)]
}

function lastRead(
  own: FoldedPerson['events'],
  kindName: (kind: string) => HandoffEvidence['read'][number]['kind'],
): HandoffEvidence['read'] {
  const read = new Map<string, HandoffEvidence['read'][number]>()
  for (const { object, content, time } of own) {
    if (content === null || object === null) continue
    read.delete(object)
    read.set(object, { name: object.slice(0, 300), kind: kindName(content), at: isoTime(time) as string })
  }
  return [...read.values()].slice(-6).reverse()
}

async function companyOf(db: PoolClient, workspaceId: string, account: string | null, personId: string) {
  if (account === null) return { company: null, colleagues: [], count: 0 }
  const { rows: companies } = await db.query<{ id: string; name: string }>(
    'select id, name from account where workspace_id = $1 and id = $2',
    [workspaceId, account],
  )
  const { rows } = await db.query<{
    id: string
    name: string | null
    title: string | null
    stage: string | null
    count: number
  }>(
    `select p.id, p.name, p.facts ->> 'title' as title, l.stage, count(*) over ()::int as count
       from person p left join person_list l on l.person_id = p.id
      where p.workspace_id = $1 and p.account_id = $2 and p.id <> $3 and p.merged_into is null
      order by l.heat desc nulls last, p.id limit 5`,
    [workspaceId, account, personId],
  )
  return {
    company: companies[0] ?? null,
    colleagues: rows.map(({ id, name, title, stage }) => ({ id, name, title, stage })),
    count: rows[0]?.count ?? 0,
  }
}
