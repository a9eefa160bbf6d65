import type { PoolClient } from 'pg'
import { personInput, type PersonPage } from '#contract/person.ts'
import { ok, refuse } from '#contract/problem.ts'
import { factsOf } from '#core/fold/state.ts'
import { consentOf, keyKinds, personaOf } from '#actions/person/facts.ts'
import { foldPerson } from '#actions/person/load.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import { scoresOf } from '#actions/person/scores.ts'
import { stageHistories } from '#actions/person/stages.ts'
import { timelinePageOf } from '#actions/person/timeline.ts'
import { readVerb, requirePermission, type Verb } from '#actions/verb.ts'
import { countEvents, findAccount, findPerson, identitiesOf, intervalsOf, mergedInto } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

const firstEvents = 50

/**
 * Everything known of a person, as of now or of an earlier moment: both scores opened to their awards, every stage
 * history with its causes, consents, identifiers and the newest events. A merged id answers with the survivor.
 */
export const readPerson: Verb<PersonPage> = readVerb({
  permission: 'person.read',
  input: personInput,
  async run({ db, workspaceId, actor, input, now }) {
    const at = input.at ?? now
    if (at > now) return refuse('invalid', 'at: lies ahead; give a moment that has passed, or none for now.')
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const { id } = person
    const folded = await foldPerson(db, workspaceId, id, at)
    const events = await timelinePageOf(db, workspaceId, folded.awards, {
      personId: id,
      at,
      human: null,
      groups: null,
      channel: null,
      cursor: null,
      limit: firstEvents,
      forms: requirePermission(actor, 'capture.read') === null,
    })
    if (!events.ok) return events
    const { run, history } = folded
    const { state, program } = run
    const intervals = await intervalsOf(db, workspaceId, id, at)
    const identities = await identitiesOf(db, workspaceId, id, at)
    return ok({
      id,
      name: person.name,
      email: person.email,
      account: await accountOf(db, workspaceId, folded),
      facts: factsOf(state),
      lists: Object.keys(state.lists).sort(),
      persona: personaOf(folded),
      icp: state.last === null ? null : state.icp,
      first: {
        at: isoTime(state.first?.at ?? state.began),
        channel: state.first?.channel ?? null,
        campaign: state.first?.campaign ?? null,
        object: state.first?.object ?? null,
      },
      lastAt: isoTime(state.last),
      version: program.version,
      pending: person.version !== history.current.version,
      lifecycle: program.blueprint.lifecycle,
      journey: program.journeys[0]?.id ?? null,
      scores: scoresOf(folded, at),
      stages: stageHistories(folded, intervals),
      consent: consentOf(folded),
      identities: identities.map(({ kind, value, since }) => ({
        kind: keyKinds[kind],
        value,
        since: isoTime(since) as string,
      })),
      merges: (await mergedInto(db, workspaceId, id)).map(({ at: merged, ...one }) => ({
        ...one,
        at: isoTime(merged?.getTime()),
      })),
      events: events.value,
      eventCounts: await countEvents(db, workspaceId, id, at),
    })
  },
})

async function accountOf(db: PoolClient, workspaceId: string, { run }: FoldedPerson): Promise<PersonPage['account']> {
  const { account, accounts } = run.state
  const found = account === null ? null : await findAccount(db, workspaceId, account)
  return found === null ? null : { ...found, facts: accounts[found.id] ?? {} }
}
