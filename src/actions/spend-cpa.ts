import type { PoolClient } from 'pg'
import { resolveFunnel } from '#actions/funnel-scope.ts'
import { actorName, readVerb, type Verb, writeVerb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import {
  type CpaDocument,
  cpaQuery,
  type CpaQuery,
  type CpaRow,
  cpaTargetInput,
  type CpaTargetSaved,
} from '#contract/spend.ts'
import { findCatalogueEntry } from '#core/catalogue.ts'
import { oddDigits } from '#core/deal/money.ts'
import { dayOf } from '#core/report/period.ts'
import { paidActions } from '#core/spend/action.ts'
import {
  againstTarget,
  type Cpa,
  cpaOf,
  type Expected,
  expectedCpa,
  expectedTogether,
  type Matured,
  outlookOf,
  type TargetVerdict,
} from '#core/spend/cpa.ts'
import { foldText } from '#core/text.ts'
import type { FunnelScope } from '#store/funnel-scope.ts'
import { sumSpend } from '#store/spend.ts'
import { type CompletedRow, type Completion, countCompleted, listCpaTargets, saveCpaTarget } from '#store/spend-cpa.ts'
import { findWorkspace } from '#store/workspace.ts'

/** how far back earlier people say what is to be expected */
const earlierMs = 365 * 86_400_000

/**
 * What a completion cost, by channel or campaign of the first touch: the money of the days asked for, by the people who
 * came in on those days and completed within their window. Money without people and people without money are told apart.
 */
export const readCpa: Verb<CpaDocument> = readVerb({
  permission: 'spend.read',
  input: cpaQuery,
  async run({ db, workspaceId, input, now }) {
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return refuse('not_found', 'There is no such workspace.')
    const { action: asked, channel, ...query } = input
    const only = channel === undefined ? {} : { only: `channel:=${channel}` }
    const within = (by: CpaQuery['by']) =>
      resolveFunnel(db, workspaceId, { ...query, ...only, by, pass: 'first' as const }, now)
    const resolved = await within(input.by)
    if (!resolved.ok) return resolved
    // what everything cost together does not depend on how it is shown
    const whole = input.by === 'channel' ? resolved : await within('channel')
    if (!whole.ok) return whole
    const { scope, said } = resolved.value
    if (scope.subject !== 'person')
      return refuse('conflict', `The lifecycle ${scope.model} counts ${scope.subject}s; first touches are of people.`)
    const action = asked ?? usualAction(scope.stages)
    const completion = completionOf(action, scope.stages)
    if (completion === null)
      return refuse('invalid', `action: there is no ${action}; name stage:<id> after the first, or event:<name>.`)

    const days = {
      from: scope.from === null ? null : dayOf(scope.from, said.zone),
      to: scope.to === null ? null : dayOf(scope.to, said.zone),
      channel: channel ?? null,
    }
    const { sums, unconverted } = await sumSpend(db, workspaceId, days, oddDigits)
    const targets = await listCpaTargets(db, workspaceId)
    const target = targets.find((one) => one.action === action && one.currency === workspace.currency)?.minor ?? null
    const shown = await groupBy(db, scope, completion, spentBy(sums, input.by))
    const channels =
      input.by === 'channel' ? shown : await groupBy(db, whole.value.scope, completion, spentBy(sums, 'channel'))

    const rowOf = ({ value, minor, cohort, earlier }: Group): CpaRow => {
      const cpa = cpaOf(minor, cohort)
      // a new campaign is expected to do as its channel did
      const like = earlier.of >= 20 || channel === undefined ? earlier : shown.past.all
      const expected = scope.window === null ? null : expectedCpa(minor, cohort, like)
      return {
        key: cohort.keys.length === 1 ? (cohort.keys[0] as string) : null,
        value,
        ...countsOf(cohort),
        spendMinor: minor,
        cpa,
        expected,
        verdict: target === null ? null : verdictOf(expected, cpa, cohort.open, target),
      }
    }
    const { counted } = shown
    const cohorts = [...counted]
    const everybody = sumOf(cohorts.map(([, cohort]) => cohort))
    const paid = togetherOf(channels, scope.window !== null, target)
    const unpaid = cohorts.filter(([key]) => key !== '' && !shown.groups.some((group) => group.folded === key))
    return ok({
      zone: said.zone,
      from: said.from,
      to: said.to,
      now: said.now,
      window: said.window,
      by: input.by,
      channel: channel ?? null,
      action,
      actions: actionsOf(said.stages, action),
      model: said.model,
      stages: said.stages,
      currency: workspace.currency,
      targetMinor: target,
      rows: shown.groups.map(rowOf).toSorted((a, b) => b.spendMinor - a.spendMinor || (a.value < b.value ? -1 : 1)),
      paid,
      unpaid: countsOf(sumOf(unpaid.map(([, cohort]) => cohort))),
      unattributed: countsOf(counted.get('') ?? nobody),
      all: { ...countsOf(everybody), cpa: cpaOf(paid.spendMinor, everybody) },
      unconverted,
      earlier: shown.past.span,
    })
  },
})

/** Money of a channel or campaign, the people who came by it, and those who came by it before. */
interface Group {
  folded: string
  value: string
  minor: number
  cohort: Cohort
  earlier: Matured
}

interface Groups {
  groups: Group[]
  /** everybody who came, by folded value */
  counted: Map<string, Cohort>
  past: Awaited<ReturnType<typeof earlierPeople>>
}

type Spent = Map<string, { label: string; minor: number }>

function spentBy(sums: Awaited<ReturnType<typeof sumSpend>>['sums'], by: CpaQuery['by']): Spent {
  const spent: Spent = new Map()
  for (const sum of sums) {
    const key = by === 'channel' ? sum.channel : sum.key
    const known = spent.get(key)
    const label = by === 'channel' ? sum.channel : sum.campaign
    spent.set(key, { label: known?.label ?? label, minor: (known?.minor ?? 0) + sum.minor })
  }
  return spent
}

async function groupBy(db: PoolClient, scope: FunnelScope, completion: Completion, spent: Spent): Promise<Groups> {
  const counted = byKey(await countCompleted(db, scope, completion))
  const past = await earlierPeople(db, scope, completion)
  const groups = [...spent].map(([key, { label, minor }]): Group => {
    // money of no campaign has no people of its own: whose campaign is unknown may have come by anything
    const cohort = key === '' ? nobody : (counted.get(key) ?? nobody)
    return { folded: key, value: label, minor, cohort, earlier: past.by.get(key) ?? nobodyMatured }
  })
  return { groups, counted, past }
}

/** All that was spent, by everybody whom it may have brought. */
function togetherOf({ groups }: Groups, windowed: boolean, target: number | null): CpaDocument['paid'] {
  const minor = groups.reduce((sum, group) => sum + group.minor, 0)
  const cohort = sumOf(groups.map((group) => group.cohort))
  const earlier = sumMatured(groups.map((group) => group.earlier))
  const cpa = cpaOf(minor, cohort)
  const outlooks = groups.map((group) => outlookOf(group.cohort, group.earlier) ?? outlookOf(group.cohort, earlier))
  const known = outlooks.filter((one) => one !== null)
  const expected = !windowed
    ? null
    : cohort.open === 0
      ? expectedCpa(minor, cohort, earlier)
      : known.length < outlooks.length
        ? null
        : expectedTogether(minor, known)
  const verdict = target === null ? null : verdictOf(expected, cpa, cohort.open, target)
  return { key: null, value: '', ...countsOf(cohort), spendMinor: minor, cpa, expected, verdict }
}

/** Sets what an action should cost at most, in the workspace's currency. */
export const setCpaTarget: Verb<CpaTargetSaved> = writeVerb({
  permission: 'spend.write',
  input: cpaTargetInput,
  async run({ db, workspaceId, actor, input, now }) {
    const workspace = await findWorkspace(db, workspaceId)
    if (!workspace) return refuse('not_found', 'There is no such workspace.')
    const { action, minor } = input
    const row = { action, minor, currency: workspace.currency, at: now, by: actorName(actor) }
    return ok({ action, minor, before: await saveCpaTarget(db, workspaceId, row) })
  },
  audit: ({ before }, { action, minor }) => ({
    verb: 'spend.target',
    subject: `cpa:${action}`,
    detail: { minor, before },
  }),
})

interface Cohort {
  /** as the funnel names the groups that were joined */
  keys: string[]
  people: number
  completed: number
  open: number
  completedOpen: number
}

const nobody: Cohort = { keys: [], people: 0, completed: 0, open: 0, completedOpen: 0 }
const nobodyMatured: Matured = { reached: 0, of: 0 }

/** What is expected decides; where nobody can say, a cost so far that can only fall may be within, never above. */
function verdictOf(expected: Expected | null, cpa: Cpa, open: number, target: number): TargetVerdict {
  if (expected !== null) return againstTarget(expected, target)
  const soFar = againstTarget(cpa, target)
  return open === 0 || soFar === 'within' ? soFar : 'too_few'
}

/** Counted people by the folded value; '' stands for those who have none. */
function byKey(rows: readonly CompletedRow[]): Map<string, Cohort> {
  const cohorts = new Map<string, Cohort>()
  for (const { value, people, closed, completed, completedClosed } of rows) {
    const key = foldText(value ?? '')
    const one: Cohort = {
      keys: [value === null ? 'missing' : `=${value}`],
      people,
      completed,
      open: people - closed,
      completedOpen: completed - completedClosed,
    }
    cohorts.set(key, sumOf([cohorts.get(key) ?? nobody, one]))
  }
  return cohorts
}

function sumOf(cohorts: readonly Cohort[]): Cohort {
  return cohorts.reduce(
    (sum, one) => ({
      keys: [...sum.keys, ...one.keys],
      people: sum.people + one.people,
      completed: sum.completed + one.completed,
      open: sum.open + one.open,
      completedOpen: sum.completedOpen + one.completedOpen,
    }),
    nobody,
  )
}

function countsOf({ people, completed, open }: Cohort): { people: number; completed: number; open: number } {
  return { people, completed, open }
}

function sumMatured(some: readonly Matured[]): Matured {
  return some.reduce((sum, { reached, of }) => ({ reached: sum.reached + reached, of: sum.of + of }), nobodyMatured)
}

/** How people of the year before did whose window has closed, by folded value and together. */
async function earlierPeople(
  db: PoolClient,
  scope: FunnelScope,
  completion: Completion,
): Promise<{ by: Map<string, Matured>; all: Matured; span: CpaDocument['earlier'] }> {
  const { window, now } = scope
  if (window === null) return { by: new Map(), all: nobodyMatured, span: null }
  const to = now - window
  const from = to - earlierMs
  const rows = await countCompleted(db, { ...scope, from, to }, completion)
  const by = new Map<string, Matured>()
  for (const { value, closed, completedClosed } of rows) {
    const key = foldText(value ?? '')
    by.set(key, sumMatured([by.get(key) ?? nobodyMatured, { reached: completedClosed, of: closed }]))
  }
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  return { by, all: sumMatured([...by.values()]), span }
}

function usualAction(stages: readonly string[]): string {
  return `stage:${stages.includes('lead') ? 'lead' : (stages[1] ?? stages[0])}`
}

/** Null for a stage that is not there, and for the first: everybody completes it by coming. */
function completionOf(action: string, stages: readonly string[]): Completion | null {
  const colon = action.indexOf(':')
  const name = action.slice(colon + 1)
  if (action.startsWith('event:')) return { kind: 'event', name: findCatalogueEntry(name)?.key ?? name }
  const place = stages.indexOf(name)
  return place > 0 ? { kind: 'stage', place } : null
}

/** Stages after the first, and what else one pays for; the one asked about is always among them. */
function actionsOf(stages: CpaDocument['stages'], asked: string): CpaDocument['actions'] {
  const events = paidActions.map((name) => `event:${name}`)
  if (asked.startsWith('event:') && !events.includes(asked)) events.push(asked)
  return [
    ...stages.slice(1).map(({ id, name }) => ({ id: `stage:${id}`, name })),
    ...events.map((id) => ({ id, name: null })),
  ]
}
