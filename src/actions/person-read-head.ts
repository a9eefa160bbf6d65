import { factsOf } from '#core/fold/state.ts'
import { nextContentOf } from '#actions/content-next.ts'
import { consentOf, personaOf } from '#actions/person/facts.ts'
import { foldPerson } from '#actions/person/load.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import { nextStepOf, stepOf } from '#actions/person/next-step.ts'
import { scoresOf } from '#actions/person/scores.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { personInput } from '#contract/person.ts'
import type { PersonHead, Standing } from '#contract/person-head.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Verdict } from '#core/event.ts'
import { runningReaches } from '#core/fold/run.ts'
import { roundPoints } from '#core/score.ts'
import { findAccount, findPerson } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'
import { namesOfLists } from '#store/suspect-list.ts'

/** Of these are the strongest rules named. */
const strongestShown = 3

/**
 * What tells somebody's story in little: who they are, where from, how warm and why, where they stand, what they want
 * next, what they agreed to. One fold and no list of events; ledgers, histories and events are asked for apart.
 */
export const readPersonHead: Verb<PersonHead> = readVerb({
  permission: 'person.read',
  input: personInput,
  async run({ db, workspaceId, input, now }) {
    const at = input.at ?? now
    if (at > now) return refuse('invalid', 'at: lies ahead; give a moment that has passed, or none for now.')
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const folded = await foldPerson(db, workspaceId, person.id, at)
    const { run, history } = folded
    const { state, program } = run
    const account = state.account === null ? null : await findAccount(db, workspaceId, state.account)
    const step = stepOf(folded, at, person.email)
    return ok({
      id: person.id,
      name: person.name,
      email: person.email,
      account,
      facts: factsOf(state),
      lists: Object.keys(state.lists).sort(),
      outbound: await namesOfLists(db, workspaceId, Object.keys(state.lists)),
      persona: personaOf(folded),
      icp: state.last === null ? null : state.icp,
      first: {
        at: isoTime(state.first?.at ?? state.began),
        channel: state.first?.channel ?? null,
        campaign: state.first?.campaign ?? null,
        object: state.first?.object ?? null,
      },
      lastAt: isoTime(state.last),
      asOf: isoTime(at) as string,
      version: program.version,
      pending: person.version !== history.current.version,
      lifecycle: program.blueprint.lifecycle,
      journey: program.journeys[0]?.id ?? null,
      handoff: state.handoff,
      scores: scoresInLittle(folded, at),
      standings: standingsOf(folded),
      next: {
        ...nextStepOf(folded, step),
        content: await nextContentOf(db, workspaceId, folded, step, at),
      },
      consent: consentOf(folded),
      eventCounts: countsOf(folded, at),
    })
  },
})

function scoresInLittle(person: FoldedPerson, at: number): PersonHead['scores'] {
  const { fit, engagement, total, threshold, grid, fallsUnderAt, engagementLedger } = scoresOf(person, at)
  const rules = new Map<string, PersonHead['scores']['strongest'][number]>()
  // newest first
  for (const { rule, name, worth, event } of engagementLedger) {
    const known = rules.get(rule)
    if (known) rules.set(rule, { ...known, worth: roundPoints(known.worth + worth), count: known.count + 1 })
    else rules.set(rule, { rule, name, worth, count: 1, at: event.time })
  }
  const strongest = [...rules.values()].toSorted((a, b) => b.worth - a.worth).slice(0, strongestShown)
  return { fit, engagement, total, threshold, grid, fallsUnderAt, strongest }
}

function standingsOf({ run }: FoldedPerson): Standing[] {
  const reaches = new Map(runningReaches(run).map((reach) => [reach.model, reach]))
  const { models, reasons } = run.program.blueprint
  return models
    .filter((model) => model.subject === 'person')
    .map((model) => {
      const here = run.state.models[model.id]
      const reach = reaches.get(model.id)
      return {
        model: model.id,
        name: model.name,
        shape: model.shape,
        stages: model.stages.map(({ id, name }, place) => ({ id, name, reachedAt: isoTime(reach?.at[place]) })),
        outcomes: model.outcomes.map(({ id, name, reasons: asks }) => ({
          id,
          name,
          reasons: asks
            ? reasons.filter((one) => one.for.includes(id)).map((one) => ({ id: one.id, name: one.name }))
            : [],
        })),
        current: here?.stage ?? null,
        outcome: here?.outcome ?? null,
        pass: here?.pass ?? 1,
        since: here && (here.stage ?? here.outcome) !== null ? isoTime(here.enteredAt) : null,
      }
    })
}

function countsOf({ events }: FoldedPerson, at: number): Record<Verdict, number> {
  const counts = { human: 0, machine: 0, unsure: 0 }
  for (const event of events) if (event.own && event.time <= at) counts[event.verdict]++
  return counts
}
