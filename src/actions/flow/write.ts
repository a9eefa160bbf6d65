import { randomUUIDv7 } from 'node:crypto'
import type { Enter, Leave, Reach } from '#core/fold/op.ts'
import { packState } from '#core/fold/pack.ts'
import { runningReaches } from '#core/fold/run.ts'
import { factsOf } from '#core/fold/state.ts'
import type { State } from '#core/fold/state.ts'
import { foldedEntries } from '#core/folded.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { roundPoints } from '#core/score.ts'
import { searchWords } from '#core/search-words.ts'
import { readProfile } from '#core/suspect/profile.ts'
import { foldText } from '#core/text.ts'
import type { Folding } from '#actions/flow/people.ts'
import { saveMembers } from '#store/account.ts'
import { dueAt, insertFolds, savePersons, updateFolds, updateMovedFolds } from '#store/person-fold.ts'
import type { FoldWrite, PersonWrite } from '#store/person-fold.ts'
import type { Db } from '#store/rows.ts'
import {
  closeIntervals,
  deleteReaches,
  insertIntervals,
  loadIntervals,
  saveReaches,
  supersedeIntervals,
} from '#store/stage.ts'
import type { IntervalWrite, StoredInterval } from '#store/stage.ts'

/**
 * Writes what folding came to: states, facts, intervals and reaches. Each folding's consequences are written once.
 * `commit` is sent behind the last statement; a statement that failed makes it a rollback, and its error is thrown.
 */
export async function writeFolds(
  db: Db,
  workspaceId: string,
  folds: readonly Folding[],
  now: number,
  commit: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const known = await storedIntervals(db, workspaceId, folds)
  await Promise.all([
    ...saveStates(db, workspaceId, folds, now),
    savePersons(
      db,
      workspaceId,
      folds
        .filter(({ run, fresh }) => fresh || run.changed)
        .map(({ personId, run }) => personWrite(personId, run.state)),
    ),
    writeIntervals(db, workspaceId, folds, known, now),
    writeReaches(db, workspaceId, folds),
    saveMembers(db, workspaceId, membersOf(folds)),
    commit(),
  ])
}

function saveStates(db: Db, workspaceId: string, folds: readonly Folding[], now: number): Promise<void>[] {
  const made: FoldWrite[] = []
  const known: FoldWrite[] = []
  const moved: FoldWrite[] = []
  for (const folding of folds) {
    const { run, fresh, isNew } = folding
    const list = isNew ? made : fresh || run.touched || run.moved.size > 0 ? moved : known
    list.push(foldWrite(folding, now))
  }
  return [
    insertFolds(db, workspaceId, made),
    updateFolds(db, workspaceId, known),
    updateMovedFolds(db, workspaceId, moved),
  ]
}

function foldWrite({ personId, run, nextDueAt }: Folding, now: number): FoldWrite {
  const { state, program } = run
  // an earlier wake-up does no harm, and the row stays where it is
  const keepDue = nextDueAt !== null && nextDueAt > now && (state.due === null || nextDueAt <= state.due)
  return {
    personId,
    state: packState(state),
    version: program.version,
    firstAt: state.began,
    lastAt: state.last,
    fit: roundPoints(state.fitPoints),
    engagement: state.engagement,
    stage: state.models[program.blueprint.lifecycle]?.stage ?? null,
    stages: () => stagesOf(state),
    channel: state.first?.channel ?? null,
    handoff: state.handoff,
    nextDueAt: dueAt(keepDue ? nextDueAt : state.due),
  }
}

function stagesOf(state: State): string {
  const stages: JsonObject = {}
  for (const [id, one] of Object.entries(state.models)) {
    const { stage, furthest, outcome, pass, enteredAt } = one
    stages[id] = { stage, furthest, outcome, pass, since: enteredAt }
  }
  return JSON.stringify(stages)
}

function personWrite(personId: string, state: State): PersonWrite {
  const facts = factsOf(state)
  const text = (key: string) => (typeof facts[key] === 'string' ? (facts[key] as string) : null)
  const name = text('name') ?? ([text('firstName'), text('lastName')].filter((part) => part !== null).join(' ') || null)
  const consent: JsonObject = {}
  for (const purpose of Object.keys(state.consent))
    consent[purpose] = { ...(state.consent[purpose] as { state: string }) } as Json
  const { channel = null, campaign = null, object = null } = state.first ?? {}
  const domain = state.account === null ? null : state.accounts[state.account]?.['domain']
  return {
    id: personId,
    name,
    email: text('email'),
    account_id: state.account,
    account_domain: typeof domain === 'string' ? domain : null,
    facts,
    folded: foldedEntries(facts),
    consent,
    lists: state.lists,
    persona: state.persona,
    icp: state.icp,
    first_channel: channel,
    first_campaign: campaign,
    first_object: object,
    first_folded: foldedEntries({ channel, campaign, object }),
    words: searchWords([name, text('email'), text('company'), text('phone'), readProfile(text('linkedin') ?? '')]),
    sort_name: foldText(name ?? text('email') ?? '') || null,
  }
}

/** The accounts of those who were folded afresh: nobody joins one otherwise. */
function membersOf(folds: readonly Folding[]): { personId: string; accountId: string }[] {
  return folds
    .filter(({ fresh }) => fresh)
    .flatMap(({ personId, run }) => Object.keys(run.state.accounts).map((accountId) => ({ personId, accountId })))
}

/** The intervals in force of those who were folded afresh, by person. */
async function storedIntervals(
  db: Db,
  workspaceId: string,
  folds: readonly Folding[],
): Promise<Map<string, StoredInterval[]>> {
  const again = folds.filter(({ fresh, isNew }) => fresh && !isNew).map(({ personId }) => personId)
  if (again.length === 0) return new Map()
  return Map.groupBy(await loadIntervals(db, workspaceId, again), (interval) => interval.personId)
}

async function writeIntervals(
  db: Db,
  workspaceId: string,
  folds: readonly Folding[],
  stored: ReadonlyMap<string, StoredInterval[]>,
  now: number,
): Promise<void> {
  const inserts: IntervalWrite[] = []
  const closes: { personId: string; leave: Leave }[] = []
  const supersede: string[] = []
  for (const folding of folds) {
    const { intervals, ends } = pairUp(folding)
    closes.push(...ends.map((leave) => ({ personId: folding.personId, leave })))
    const before = stored.get(folding.personId) ?? []
    const kept = new Set<string>()
    for (const interval of intervals) {
      const same = before.find((one) => !kept.has(one.id) && isSame(one, interval))
      if (same) kept.add(same.id)
      else inserts.push(interval)
    }
    for (const one of before) if (!kept.has(one.id)) supersede.push(one.id)
  }
  await Promise.all([
    supersedeIntervals(db, workspaceId, supersede, now),
    closeIntervals(db, workspaceId, closes, now),
    insertIntervals(db, workspaceId, inserts, now),
  ])
}

/** Entries with their ends; ends whose entry was written in an earlier batch are apart. */
function pairUp({ personId, run }: Folding): { intervals: IntervalWrite[]; ends: Leave[] } {
  const intervals: IntervalWrite[] = []
  const ends: Leave[] = []
  for (const op of run.ops) {
    if (op.op === 'enter') intervals.push({ id: randomUUIDv7(), personId, enter: op, leave: null })
    else if (op.op === 'leave') {
      const open = intervals.findLast((one) => one.leave === null && isOf(one.enter, op))
      if (open) open.leave = op
      else ends.push(op)
    }
  }
  return { intervals, ends }
}

function isOf(enter: Enter, leave: Leave): boolean {
  return (
    enter.model === leave.model &&
    enter.pass === leave.pass &&
    enter.stage === leave.stage &&
    enter.visit === leave.visit
  )
}

/** Whether an interval in force says what a fold says. */
export function isSame(stored: StoredInterval, { enter, leave }: Pick<IntervalWrite, 'enter' | 'leave'>): boolean {
  return (
    stored.model === enter.model &&
    stored.pass === enter.pass &&
    stored.stage === enter.stage &&
    stored.visit === enter.visit &&
    stored.enteredAt === enter.at &&
    stored.leftAt === (leave?.at ?? null) &&
    stored.leftTo === (leave?.to ?? null) &&
    stored.version === enter.version
  )
}

async function writeReaches(db: Db, workspaceId: string, folds: readonly Folding[]): Promise<void> {
  const rows = folds.flatMap(({ personId, run, fresh }) => {
    const channel = run.state.first?.channel ?? null
    const ended = run.ops.filter((op) => op.op === 'reach')
    // with a first touch come late, every pass learns its channel
    const running = runningReaches(run).filter((reach) => fresh || run.touched || run.moved.has(reach.model))
    return [...ended, ...running].map((reach: Reach) => ({ personId, channel, reach }))
  })
  await Promise.all([
    deleteReaches(
      db,
      workspaceId,
      folds.filter(({ fresh, isNew }) => fresh && !isNew).map(({ personId }) => personId),
    ),
    saveReaches(db, workspaceId, rows),
  ])
}
