import type { Actor } from '#actions/actor.ts'
import { checkOf, judgeLines, type Judged } from '#actions/suspect/judge.ts'
import { saidOf, saidOfNew, tell, tellAll, type Told } from '#actions/suspect/told.ts'
import { gone } from '#actions/suspect-list.ts'
import { undoBulk } from '#actions/person-bulk-undo.ts'
import { actorName, readVerb, requirePermission, writeVerb, type Verb, type VerbContext } from '#actions/verb.ts'
import { invalid, ok, refuse, type Result } from '#contract/problem.ts'
import {
  suspectBulk,
  suspectRemoveInput,
  suspectTextInput,
  type SuspectAdded,
  type SuspectCheck,
  type SuspectRemoved,
  type SuspectUndone,
} from '#contract/suspect.ts'
import type { JsonObject } from '#core/json.ts'
import type { LawfulBasis } from '#core/suspect/basis.ts'
import { profileUserId } from '#core/suspect/profile.ts'
import { readSuspects } from '#core/suspect/read.ts'
import { findBulk } from '#store/person-bulk.ts'
import { knownBy } from '#store/suspect-known.ts'
import { forgetAddition, putOnList, suspectLists, takeOffList } from '#store/suspect-list.ts'

/** lines at once: all of them in one transaction */
const most = 2000

/** What would become of each line, were it added: who is new, who is known already, who is not added and why. */
export const checkSuspects: Verb<SuspectCheck> = readVerb({
  permission: 'suspect.read',
  input: suspectTextInput,
  async run({ db, workspaceId, input }) {
    const [list] = await suspectLists(db, workspaceId, input.id)
    if (!list) return gone
    const lines = readSuspects(input.text)
    if (lines.length > most) return tooMany(lines.length)
    return ok(checkOf(await judgeLines(db, workspaceId, lines, list.id)))
  },
})

/** Adds the lines that can be; what is known of people already stays as it is. All of it can be undone at once. */
export const addSuspects: Verb<SuspectAdded> = writeVerb({
  permission: 'suspect.write',
  input: suspectTextInput,
  async run({ db, workspaceId, actor, input, now }) {
    const [list] = await suspectLists(db, workspaceId, input.id)
    if (!list) return gone
    if (list.archivedAt !== null)
      return refuse('conflict', 'This list is archived: open it again before you add names.')
    const lines = readSuspects(input.text)
    if (lines.length > most) return tooMany(lines.length)
    const judged = await judgeLines(db, workspaceId, lines, list.id)
    const good = judged.filter(({ why }) => why === null)
    if (good.length === 0) return ok<SuspectAdded>({ ...checkOf(judged), bulk: null })
    const { source = list.source, basis = list.basis, reason = list.reason } = input
    const told = good.flatMap((one) => wordsOf(one, { list: list.key, source, basis, reason }, now, actor))
    const action = { kind: 'suspects', list: list.id }
    const bulk = await tellAll(db, workspaceId, told, { action, people: good.length, actor, now })
    const emails = good.flatMap(({ line }) => line.email ?? [])
    const profiles = good.flatMap(({ line }) => line.profile ?? [])
    const people = await knownBy(db, workspaceId, emails, profiles)
    const ids = good.flatMap(
      ({ line, person }) =>
        person?.id ?? people.get(line.email === null ? `p:${line.profile ?? ''}` : `e:${line.email}`) ?? [],
    )
    const more = { at: now, by: actorName(actor), source, basis, reason, bulk }
    await putOnList(db, workspaceId, list.id, [...new Set(ids)], more)
    return ok<SuspectAdded>({ ...checkOf(judged), bulk })
  },
  audit: ({ new: made, known, refused, bulk }, { id }) => ({
    subject: `suspect_list:${id}`,
    detail: { added: made + known, new: made, refused, bulk },
  }),
})

interface Ground {
  list: string
  source: string
  basis: LawfulBasis
  reason: string
}

/** What a line says: that they are on the list, with the ground; and, where an organiser passed it on, their leave. */
function wordsOf({ line, person }: Judged, ground: Ground, now: number, actor: Actor): Told[] {
  const { list, source, basis, reason } = ground
  const { email, profile } = line
  const keys = { email, userId: email === null && profile !== null ? profileUserId(profile) : null }
  const facts: JsonObject = Object.fromEntries(
    Object.entries(line.facts).filter(([key]) => person === null || person.facts[key] === undefined),
  )
  const listed = { name: 'suspect_listed', object: list, props: { list, source, basis, reason }, traits: facts }
  const leave = {
    name: 'consent_granted',
    object: 'marketing',
    props: { purpose: 'marketing', source: 'organiser', reason: `${source}: ${reason}` },
  }
  const say = (said: typeof listed | typeof leave, at: number): Told =>
    person === null ? saidOfNew(keys, at, actor, said) : saidOf(person.id, at, actor, said)
  const passedOn = basis === 'consent_passed_on' && person?.consent['marketing'] === undefined
  // each at its own time, none ahead of the clock
  const words = passedOn ? [say(listed, now - 1), say(leave, now)] : [say(listed, now)]
  const userId = profile === null ? '' : profileUserId(profile)
  // whoever is known by that profile alone learns their address: both together name one person
  const joins = email !== null && person !== null && person.email === null && person.userIds.includes(userId)
  return joins ? [...words, saidOfNew({ email, userId }, now - 2, actor, learnt)] : words
}

const learnt = { name: 'profile_updated', object: 'email', props: {} }

function tooMany(count: number): ReturnType<typeof refuse> {
  return refuse('too_large', `text: ${count} lines; at most ${most} at once. Send the rest in another go.`)
}

/** Takes an addition back: the words are withdrawn, people whom nothing else told of disappear. */
async function undo(context: VerbContext, actor: Actor, input: unknown): Promise<Result<SuspectUndone>> {
  const denied = requirePermission(actor, 'suspect.write')
  if (denied) return denied
  const parsed = suspectBulk.safeParse(input)
  if (!parsed.success) return invalid(parsed.error)
  const { bulk } = parsed.data
  const row = await findBulk(context.pool, actor.workspaceId, bulk)
  if (!row || (row.action['kind'] !== 'suspects' && row.action['kind'] !== 'suspect_step'))
    return refuse('not_found', 'Nothing was done to a list under this id.')
  const undone = await undoBulk(context, actor, { id: bulk })
  if (!undone.ok) return undone
  await forgetAddition(context.pool, actor.workspaceId, bulk)
  return ok({ bulk, people: undone.value.people })
}

export const undoSuspects: Verb<SuspectUndone> = Object.assign(undo, {
  permission: 'suspect.write' as const,
  changes: true,
})

/** Takes people off a list; they stay where they are otherwise. */
export const removeSuspects: Verb<SuspectRemoved> = writeVerb({
  permission: 'suspect.write',
  input: suspectRemoveInput,
  async run({ db, workspaceId, actor, input, now }) {
    const [list] = await suspectLists(db, workspaceId, input.id)
    if (!list) return gone
    const off = await takeOffList(db, workspaceId, list.id, input.people)
    const said = { name: 'list_removed', object: list.key, props: { list: list.key } }
    await tell(
      db,
      workspaceId,
      off.map((id) => saidOf(id, now, actor, said)),
      now,
    )
    return ok({ id: list.id, removed: off.length })
  },
  audit: ({ id, removed }) => ({ subject: `suspect_list:${id}`, detail: { removed } }),
})
