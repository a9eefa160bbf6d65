import type { PoolClient } from 'pg'
import { addressHash } from '#actions/consent/secret.ts'
import { entryOf, wordingTexts } from '#actions/consent/entry.ts'
import { reachOfPerson } from '#actions/consent/may.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { personaOf } from '#actions/person/facts.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import { scoresOf } from '#actions/person/scores.ts'
import { stageHistories } from '#actions/person/stages.ts'
import { normalisePhone } from '#core/consent/address.ts'
import { textIn } from '#core/consent/purpose.ts'
import { factsOf } from '#core/fold/state.ts'
import type { Json } from '#core/json.ts'
import { fileWords } from '#core/privacy/person-file-words.ts'
import { eventLabel, fieldLabel, type Language, sentence } from '#core/rule/sentence.ts'
import { roundPoints } from '#core/score.ts'
import { consentSecret } from '#store/consent.ts'
import { findLedger } from '#store/consent-ledger.ts'
import { fieldsOf } from '#store/person-field.ts'
import { type FileSubject, suppressionsOf } from '#store/person-file.ts'
import { findAccount, intervalsOf } from '#store/person-read.ts'
import { isoTime } from '#store/rows.ts'

/** A line of the file, before other people are taken out of it. */
export type Entry = Record<string, Json | Date>

export interface FileCall {
  db: PoolClient
  subject: FileSubject
  /** null: nobody is known by the address */
  folded: FoldedPerson | null
  language: Language
  /** epoch ms */
  at: number
}

/** Who they are here, and how they came. */
export async function whoEntries({ db, subject, folded, language }: FileCall): Promise<Entry[]> {
  const [id] = subject.ids
  if (folded === null || id === undefined) return subject.mails.map((email) => ({ email }))
  const { state } = folded.run
  const { rows } = await db.query<{ name: string | null; email: string | null; createdAt: Date }>(
    'select name, email, created_at as "createdAt" from person where workspace_id = $1 and id = $2',
    [subject.workspaceId, id],
  )
  const persona = personaOf(folded)
  const account = state.account === null ? null : await findAccount(db, subject.workspaceId, state.account)
  return [
    {
      id,
      name: rows[0]?.name ?? null,
      email: rows[0]?.email ?? null,
      company: account?.name ?? null,
      domain: account?.domain ?? null,
      persona: persona && textIn(persona.name, language),
      icp: state.last === null ? null : state.icp,
      firstAt: isoTime(state.first?.at ?? state.began),
      channel: state.first?.channel ?? null,
      campaign: state.first?.campaign ?? null,
      page: state.first?.object ?? null,
      lastAt: isoTime(state.last),
      createdAt: rows[0]?.createdAt ?? null,
    },
  ]
}

/** What is known of them, each fact by its name; and the lists that they are on. */
export async function factEntries({ db, subject, folded, language }: FileCall): Promise<Entry[]> {
  if (folded === null) return []
  const own = new Map((await fieldsOf(db, subject.workspaceId)).map(({ key, label }) => [key, label]))
  const facts = Object.entries(factsOf(folded.run.state)).map(([key, value]) => ({
    id: key,
    fact: own.get(key) ?? fieldLabel(`person.${key}`, language),
    value,
  }))
  const lists = Object.keys(folded.run.state.lists).toSorted()
  return lists.length === 0
    ? facts
    : [...facts, { id: 'lists', fact: fileWords[language].fields['list'] ?? '', value: lists }]
}

/** Both scores, and what gave each point that still counts. */
export function scoreEntries({ folded, language, at }: FileCall): Entry[] {
  if (folded === null) return []
  const { fit, engagement, total, threshold, fitLedger, engagementLedger, spent } = scoresOf(folded, at)
  return [
    { what: 'total', points: total, threshold },
    { what: 'fit', points: fit },
    ...fitLedger.map(({ name, points, since, when }) => ({
      what: 'fit',
      rule: textIn(name, language),
      points,
      at: since,
      held: when && sentence(when, language, folded.run.program.blueprint),
    })),
    { what: 'engagement', points: engagement },
    ...engagementLedger.map(({ name, event, points, worth }) => ({
      what: 'engagement',
      rule: textIn(name, language),
      at: event.time,
      event: eventLabel(event.name, language),
      object: event.object,
      points,
      worth,
    })),
    ...(spent.count === 0
      ? []
      : [{ what: 'spent', count: spent.count, points: spent.points, worth: roundPoints(spent.worth) }]),
  ]
}

/** Their way through every order of stages, each step with what led to it. */
export async function stageEntries({ db, subject, folded, language, at }: FileCall): Promise<Entry[]> {
  const [id] = subject.ids
  if (folded === null || id === undefined) return []
  const { blueprint } = folded.run.program
  const histories = stageHistories(folded, await intervalsOf(db, subject.workspaceId, id, at))
  return histories.flatMap(({ name, stages, outcomes, intervals }) => {
    const named = new Map([...stages, ...outcomes].map((one) => [one.id, one.name]))
    const wordOf = (stage: string | null): string | null =>
      stage === null ? null : textIn(named.get(stage) ?? { en: stage }, language)
    return intervals.map(({ stage, enteredAt, leftAt, leftTo, cause, leftCause }) => ({
      model: textIn(name, language),
      stage: wordOf(stage),
      at: enteredAt,
      because: cause.kind,
      held: cause.holds.map(({ condition }) => sentence(condition, language, blueprint)),
      event: cause.event && eventLabel(cause.event.name, language),
      object: cause.event?.object ?? null,
      by: cause.by,
      leftAt,
      leftTo: wordOf(leftTo),
      reason: leftCause?.reasonName ? textIn(leftCause.reasonName, language) : (leftCause?.reason ?? null),
    }))
  })
}

const ledgerBatch = 500

/** What may reach them now, and every word on consent with what was shown and how it is known; newest first. */
export async function* consentEntries({ db, subject, folded, language }: FileCall): AsyncGenerator<Entry[]> {
  const { workspaceId } = subject
  const [id] = subject.ids
  if (folded === null || id === undefined) return
  const purposes = await allPurposesOf(db, workspaceId)
  const named = new Map(purposes.map(({ id: purpose, name }) => [purpose, textIn(name, language)]))
  const found = await reachOfPerson(db, workspaceId, id, purposes)
  yield purposes.map((purpose) => ({
    what: 'now',
    purpose: named.get(purpose.id) ?? purpose.id,
    purposeState: found?.row.consent[purpose.id]?.state ?? null,
    may: found?.reach.get(purpose.id)?.may ?? false,
  }))
  const texts = await wordingTexts(db, workspaceId)
  const scope = { purpose: null, state: null, source: null, wording: null, from: null, to: null, zone: 'UTC' }
  for (let after: { micros: string; id: string } | null = null; ;) {
    const rows = await findLedger(db, workspaceId, { ...scope, personId: id }, after, ledgerBatch)
    yield rows.map((row) => {
      const { at, state, purpose, wording, text, language: shown, source, sourceDetail, proof } = entryOf(row, texts)
      return {
        at,
        what: state,
        purpose: named.get(purpose) ?? purpose,
        text,
        wording,
        language: shown,
        source,
        detail: sourceDetail,
        address: proof.address,
        agent: proof.agent,
        page: proof.page,
        reason: proof.reason,
        kept: proof.kept,
        by: proof.by,
        asked: proof.asked,
        askedAt: proof.askedAt,
      }
    })
    const last = rows.at(-1)
    if (!last || rows.length < ledgerBatch) return
    after = { micros: last.micros, id: last.id }
  }
}

/** Whether any of their addresses is on the suppression list, which keeps only hashes. */
export async function suppressionEntries({ db, subject, folded }: FileCall): Promise<Entry[]> {
  const { workspaceId, mails } = subject
  const secret = await consentSecret(db)
  const said = folded?.run.state.facts['phone']
  const phone = typeof said === 'string' ? normalisePhone(said) : null
  const hashes = [
    ...mails.map((mail) => addressHash(secret, workspaceId, 'email', mail)),
    ...(phone === null ? [] : [addressHash(secret, workspaceId, 'phone', phone)]),
  ]
  return suppressionsOf(db, workspaceId, hashes)
}
