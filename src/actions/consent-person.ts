import { randomUUIDv7 } from 'node:crypto'
import { foldBatch, withinTransaction } from '#actions/flow/batch.ts'
import { pipeline } from '#actions/flow/transaction.ts'
import { entryOf, wordingTexts } from '#actions/consent/entry.ts'
import { reachOfPerson } from '#actions/consent/may.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { histories } from '#actions/person/load.ts'
import { ownFact, saidBy, undoFact } from '#actions/person/own-fact.ts'
import { readVerb, writeVerb, type Verb } from '#actions/verb.ts'
import {
  personConsentId,
  recordInput,
  recordUndoInput,
  type ConsentRecorded,
  type PersonConsent,
} from '#contract/consent.ts'
import type { PersonUndone } from '#contract/person-verbs.ts'
import { ok, refuse } from '#contract/problem.ts'
import type { Purpose } from '#core/consent/purpose.ts'
import { textIn } from '#core/consent/purpose.ts'
import { mailLanguage } from '#core/entry-mail.ts'
import { findLedger, openRequestsOf } from '#store/consent-ledger.ts'
import { listWordings } from '#store/consent.ts'
import { languageFact } from '#store/consent-state.ts'
import { findPerson } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'
import { findWorkspace } from '#store/workspace.ts'

const mostEntries = 200

/** Everything one person agreed to, was asked or took back, and what may reach them now and why. */
export const readPersonConsent: Verb<PersonConsent> = readVerb({
  permission: 'consent.read',
  input: personConsentId,
  async run({ db, workspaceId, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const all = await allPurposesOf(db, workspaceId)
    const found = await reachOfPerson(db, workspaceId, person.id, all)
    if (!found) return refuse('not_found', 'There is no such person here.')
    const { row, reach, facts } = found
    const open = await openRequestsOf(db, workspaceId, row.emails, now)
    const wordings = await listWordings(db, workspaceId)
    const zone = (await findWorkspace(db, workspaceId))?.zone ?? 'UTC'
    const scope = { purpose: null, state: null, source: null, wording: null, from: null, to: null, zone }
    const entries = await findLedger(db, workspaceId, { ...scope, personId: person.id }, null, mostEntries)
    const texts = await wordingTexts(db, workspaceId)
    const strange = Object.keys(row.consent).filter((id) => !all.some((purpose) => purpose.id === id))
    const shown = [
      ...all.map(({ retiredAt, ...purpose }) => ({ purpose, retired: retiredAt !== null })),
      ...strange.map((id) => ({ purpose: unknown(id), retired: true })),
    ].filter(({ purpose, retired }) => !retired || Object.hasOwn(row.consent, purpose.id))
    return ok({
      id: person.id,
      purposes: shown.map(({ purpose, retired }) => {
        const word = Object.hasOwn(row.consent, purpose.id) ? row.consent[purpose.id] : undefined
        const asked = open.get(purpose.id)
        // asked again after a no: it is the request that waits for somebody
        const waits = asked !== undefined && word?.state !== 'granted'
        const kept = wordings.filter((one) => one.purpose === purpose.id)
        return {
          id: purpose.id,
          name: purpose.name,
          channel: purpose.channel,
          legalBasis: purpose.legalBasis,
          retired,
          state: waits ? ('requested' as const) : (word?.state ?? null),
          at: waits ? asked.toISOString() : isoTime(word?.at),
          reach: reach.get(purpose.id) ?? { may: false, why: 'no_purpose' as const },
          wordings:
            kept.length > 0
              ? kept.map(({ version, text }) => ({ id: `${purpose.id}.${version}`, text }))
              : purpose.wording.version === 0
                ? []
                : [{ id: purpose.wording.id, text: purpose.wording.text }],
        }
      }),
      entries: entries.map((entry) => entryOf(entry, texts)),
      suppressed: facts.suppressed,
      doNotContact: facts.doNotContact,
    })
  },
})

function unknown(id: string): Purpose {
  const none = { id: '', version: 0, text: { en: id } }
  return { id, name: { en: id }, channel: 'other', legalBasis: 'consent', doubleOptIn: false, wording: none }
}

/** What somebody told a colleague, with the reason and where the proof is kept: an event of theirs like any other. */
export const recordConsent: Verb<ConsentRecorded> = writeVerb({
  permission: 'consent.record',
  input: recordInput,
  async run({ db, workspaceId, actor, input, now }) {
    const person = await findPerson(db, workspaceId, input.id)
    if (!person) return refuse('not_found', 'There is no such person here.')
    const { purpose, state, reason, kept, wording } = input
    const at = input.at === undefined ? now : Date.parse(input.at)
    if (at > now) return refuse('invalid', 'at: it lies in the future. Give the day on which they said it.')
    const granted = state === 'granted'
    const asked = (await allPurposesOf(db, workspaceId)).find(({ id }) => id === purpose)
    if (granted && !asked)
      return refuse('invalid', `purpose: nobody has written down "${purpose}". Add it under Consent, Purposes.`)
    const text = wording === undefined ? undefined : (await wordingTexts(db, workspaceId)).get(wording)
    if (wording !== undefined && !(text && wording.startsWith(`${purpose}.`)))
      return refuse('invalid', `wording: ${purpose} never had those words.`)
    const language = mailLanguage((await languageFact(db, workspaceId, person.id))?.slice(0, 2).toLowerCase())
    const fact = ownFact('field', person.id, at, {
      name: granted ? 'consent_granted' : 'consent_withdrawn',
      object: purpose,
      props: {
        purpose,
        source: 'hand',
        reason,
        ...(kept === '' ? {} : { kept }),
        ...(wording === undefined || !text ? {} : { wording, text: textIn(text, language), language }),
        ...saidBy(actor),
      },
      traits: null,
    })
    const event = {
      ...fact,
      type: 'track' as const,
      messageId: `consent:${person.id}:${randomUUIDv7()}`,
      receivedAt: now,
    }
    const history = await histories.of(db, workspaceId)
    await foldBatch(withinTransaction({ db, workspaceId, history, now }), [{ event, about: person.id }], () => {})
    pipeline(db, false)
    return ok({ id: person.id, messageId: event.messageId })
  },
  audit: ({ id, messageId }, { purpose, state }) => ({
    subject: `person:${id}`,
    detail: { purpose, state, messageId },
  }),
})

/** Takes back what a colleague recorded by mistake. */
export const undoConsent: Verb<PersonUndone> = writeVerb({
  permission: 'consent.record',
  input: recordUndoInput,
  async run({ db, workspaceId, input, now }) {
    const { id, messageId } = input
    const first = await undoFact(db, workspaceId, { id, messageId, name: 'consent_granted', now })
    if (first.ok || first.problem.code !== 'conflict') return first
    return undoFact(db, workspaceId, { id, messageId, name: 'consent_withdrawn', now })
  },
  audit: ({ id, messageId }) => ({ verb: 'consent.undo', subject: `person:${id}`, detail: { messageId } }),
})
