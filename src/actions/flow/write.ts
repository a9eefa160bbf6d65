import { randomUUIDv7 } from 'node:crypto'
import type { Enter, Leave, Op } from '#core/fold/op.ts'
import type { Folding, Outcome } from '#actions/flow/folding.ts'
import { saveMembers } from '#store/account.ts'
import { insertFolds, savePersons, updateFolds, updateMovedFolds } from '#store/person-fold.ts'
import type { FoldWrite } from '#store/person-fold.ts'
import type { Db } from '#store/rows.ts'
import {
  closeIntervals,
  deleteReaches,
  insertIntervals,
  learnPartitions,
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
  const all = folds.map((folding) => ({ folding, outcome: folding.outcome(now) }))
  await learnPartitions(
    db,
    all.flatMap(({ outcome }) => outcome.reaches.map(({ model }) => model)),
  )
  await Promise.all([
    ...saveStates(db, workspaceId, all),
    savePersons(
      db,
      workspaceId,
      all.flatMap(({ outcome }) => outcome.person ?? []),
    ),
    writeIntervals(db, workspaceId, all, known, now),
    writeReaches(db, workspaceId, all),
    saveMembers(db, workspaceId, membersOf(all)),
    commit(),
  ])
}

interface Folded {
  folding: Folding
  outcome: Outcome
}

function membersOf(folds: readonly Folded[]): { personId: string; accountId: string }[] {
  return folds.flatMap(({ folding: { personId }, outcome: { joined } }) =>
    joined.map((accountId) => ({ personId, accountId })),
  )
}

function saveStates(db: Db, workspaceId: string, folds: readonly Folded[]): Promise<void>[] {
  const made: FoldWrite[] = []
  const known: FoldWrite[] = []
  const moved: FoldWrite[] = []
  for (const { folding, outcome } of folds) {
    const list = folding.isNew ? made : outcome.moved ? moved : known
    list.push(outcome.write)
  }
  return [
    insertFolds(db, workspaceId, made),
    updateFolds(db, workspaceId, known),
    updateMovedFolds(db, workspaceId, moved),
  ]
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
  folds: readonly Folded[],
  stored: ReadonlyMap<string, StoredInterval[]>,
  now: number,
): Promise<void> {
  const inserts: IntervalWrite[] = []
  const closes: { personId: string; leave: Leave }[] = []
  const supersede: string[] = []
  for (const { folding, outcome } of folds) {
    const { personId } = folding
    const { intervals, ends } = pairUp(personId, outcome.ops)
    for (const leave of ends) closes.push({ personId, leave })
    const before = stored.get(personId) ?? []
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
function pairUp(personId: string, ops: readonly Op[]): { intervals: IntervalWrite[]; ends: Leave[] } {
  const intervals: IntervalWrite[] = []
  const ends: Leave[] = []
  for (const op of ops) {
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

async function writeReaches(db: Db, workspaceId: string, folds: readonly Folded[]): Promise<void> {
  const rows = folds.flatMap(({ folding: { personId }, outcome: { write, reaches } }) =>
    reaches.map((reach) => ({ personId, channel: write.channel, reach })),
  )
  const again = folds.flatMap(({ folding: { personId, fresh, isNew } }) => (fresh && !isNew ? [personId] : []))
  await Promise.all([deleteReaches(db, workspaceId, again), saveReaches(db, workspaceId, rows)])
}
