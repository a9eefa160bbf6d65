import { barsOf } from '#actions/consent/may.ts'
import { saidOf, tellAll } from '#actions/suspect/told.ts'
import { writeVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { suspectStepInput, type SuspectStepDone } from '#contract/suspect.ts'
import { readSuspects } from '#core/suspect/read.ts'
import { knownBy, knownPeople, type KnownPerson } from '#store/suspect-known.ts'

const network = 'linkedin'
const most = 2000

/**
 * Notes that we asked people to connect, that they accepted (which is consent to messages on that network and to nothing
 * else), or that they opted in to marketing mail, which takes an address. The fold does the rest: rules move them as the blueprint says. People
 * by id, or by the addresses and profiles of a text; lines that are nobody we know are counted and left.
 */
export const noteSuspectStep: Verb<SuspectStepDone> = writeVerb({
  permission: 'suspect.write',
  input: suspectStepInput,
  async run({ db, workspaceId, actor, input, now }) {
    const { step, text, reason } = input
    if (step === 'opted_in' && reason === undefined)
      return refuse('invalid', 'reason: say how we know that they opted in, and where the proof is.')
    const lines = text === undefined ? [] : readSuspects(text)
    if (lines.length > most) return refuse('too_large', `text: at most ${most} lines at once.`)
    const emails = lines.flatMap(({ email }) => email ?? [])
    const profiles = lines.flatMap(({ profile }) => profile ?? [])
    const known = await knownBy(db, workspaceId, emails, profiles)
    const named = lines.map(({ email, profile }) => known.get(`e:${email ?? ''}`) ?? known.get(`p:${profile ?? ''}`))
    const ids = [...new Set([...input.people, ...named.flatMap((id) => id ?? [])])]
    const people = [...(await knownPeople(db, workspaceId, ids, null)).values()]
    if (people.length === 0 && lines.length === 0)
      return refuse('invalid', 'people: none of them are here. Give people, or a text that names them.')
    const bars = await barsOf(db, workspaceId, ids)
    const open = people.filter((person) => !isThere(person, step))
    const reached = open.filter(({ email }) => step !== 'opted_in' || email !== null)
    if (open.length > 0 && reached.length === 0)
      return refuse(
        'invalid',
        'people: we know no mail address of them, so there is nobody to mail. Add it first: put a line with their profile and their address on a list.',
      )
    const free = reached.filter((person) => step !== 'opted_in' || !bars.get(person.id)?.doNotContact)
    const told = free.flatMap((person) => {
      const props = { network, ...(reason === undefined ? {} : { reason }) }
      if (step === 'requested')
        return [saidOf(person.id, now, actor, { name: 'connection_requested', object: network, props })]
      const purpose = step === 'accepted' ? network : 'marketing'
      const consent = { purpose, source: 'hand', reason: reason ?? 'accepted the connection' }
      const granted = saidOf(person.id, now, actor, { name: 'consent_granted', object: purpose, props: consent })
      if (step === 'opted_in') return [granted]
      return [saidOf(person.id, now - 1, actor, { name: 'connection_accepted', object: network, props }), granted]
    })
    const action = { kind: 'suspect_step', step }
    const bulk =
      told.length === 0 ? null : await tellAll(db, workspaceId, told, { action, people: free.length, actor, now })
    return ok({
      bulk,
      changed: free.length,
      there: people.length - open.length,
      unknown: named.filter((id) => id === undefined).length,
      barred: reached.length - free.length,
      noAddress: open.length - reached.length,
    })
  },
  audit: ({ bulk, changed }, { step }) => ({ detail: { step, people: changed, bulk } }),
})

function isThere({ steps, consent }: KnownPerson, step: 'requested' | 'accepted' | 'opted_in'): boolean {
  if (step === 'opted_in') return consent['marketing']?.state === 'granted'
  return steps.accepted || (step === 'requested' && steps.requested)
}
