import { hash } from 'node:crypto'
import type { Pool } from 'pg'
import type { Flow } from '#actions/flow-types.ts'
import type { SubmissionInput } from '#contract/form.ts'
import type { PrivacySettings } from '#contract/settings.ts'
import { judgeBrowser } from '#core/classify/classify.ts'
import type { FormDocument, FormField, FormLanguage } from '#core/form/document.ts'
import { fieldsToAsk } from '#core/form/profile.ts'
import { judgeMails } from '#core/form/mail-rule.ts'
import { judgeSpam, type SpamVerdict } from '#core/form/spam.ts'
import { faultsOf, type FieldFault, type Values } from '#core/form/values.ts'
import { truncatedAddress } from '#core/proposal/address.ts'
import { type KeptVisitor, type NewSubmission, type SubmissionState } from '#store/form-submission.ts'
import { digestOf, personOf, submissionId, takenValues } from './answers.ts'
import { Counter } from './counter.ts'
import { keepUnlessErased } from './erased.ts'
import { languageOf, ShownForms, tiedId, type OpenForm } from './shown.ts'
import { Tally } from './tally.ts'
import { thanksFor, type Thanks } from './thanks.ts'
import { Together } from './together.ts'
import { readToken } from './token.ts'

/** What the request tells of whoever sends. */
export interface Sender {
  address: string | null
  agent: string | null
  doNotTrack: boolean
  globalPrivacyControl: boolean
  /** the host of the page it came from, where the browser says so */
  host: string | null
  /** it came without a script: a form as browsers send it */
  bare: boolean
  visitId(workspaceId: string, host: string): string
}

export type Taken =
  | { kind: 'missing' }
  | { kind: 'closed'; language: FormLanguage }
  | { kind: 'often'; language: FormLanguage; seconds: number; form: OpenForm }
  | {
      kind: 'faults'
      language: FormLanguage
      form: OpenForm
      fields: readonly FormField[]
      left: readonly string[]
      faults: FieldFault[]
      values: Values
    }
  | { kind: 'taken'; language: FormLanguage; form: OpenForm; state: SubmissionState; thanks: Thanks }

export interface DoorInput {
  pool: Pool
  flow: Flow
  /** signs the pages' tokens */
  secret: string
  /** how people reach this server, without a slash at the end */
  base: string
  /** told that something came in */
  onTaken(workspaceId: string): void
  /** told that more waits in the database than could be counted from memory */
  onLeft(): void
}

/** so many wait to be counted before whoever sends is answered without waiting for it */
const fewWaiting = 8

/** Sendings of one address to all forms in a quarter of an hour, after which it is told to wait. */
const mostSent = { most: 120, windowMs: 900_000 }

/** Takes what strangers send by forms. One for each server. */
export class FormDoor {
  readonly shown: ShownForms
  #input: DoorInput
  #writing: Together<NewSubmission, SubmissionState | 'erased'>
  #counter: Counter
  #sent = new Tally(mostSent.windowMs)
  #fromAddress = new Tally(600_000)
  #ofForm = new Tally(60_000)
  #texts = new Tally(3_600_000)

  constructor(input: DoorInput) {
    this.#input = input
    this.shown = new ShownForms(input.pool)
    this.#writing = new Together((rows) => keepUnlessErased(input.pool, rows), { lanes: 2 })
    const { pool, flow, base, onLeft } = input
    this.#counter = new Counter({ pool, flow, base }, onLeft)
  }

  /**
   * Takes one sending: check → judge → keep → count → thank. When it is taken, it is durable, and counted unless many come
   * in (then soon), or kept out with its reasons. Rejects with the database's error, when it may be sent again as it is: it
   * counts once.
   */
  async take(slug: string, sent: SubmissionInput, from: Sender, now: number): Promise<Taken> {
    const shown = await this.shown.find(slug, now)
    if (shown === null) return { kind: 'missing' }
    if (shown.document === null) return { kind: 'closed', language: languageOfText(sent.language) }
    const token = readToken(this.#input.secret, sent.token)
    const made = token?.form === shown.id ? token : null
    const form = made === null ? shown : await this.shown.atVersion(shown, made.version)
    const { document } = form
    const language = languageOf(document, [sent.language])
    const place = truncatedOrWhole(from.address)
    if (this.#sent.add(place, now) >= mostSent.most)
      return { kind: 'often', language, form, seconds: this.#sent.wait(place, now) }

    const { fields, left } = askedBy(document, made?.left ?? null)
    const { faults: mails, marks } = judgeMails({ ...document, fields }, sent.values)
    const found = faultsOf(fields, sent.values)
    const faults = [...found, ...mails.filter(({ field }) => !found.some((one) => one.field === field))]
    if (faults.length > 0) return { kind: 'faults', language, form, fields, left, faults, values: sent.values }

    const values = takenValues(fields, sent.values)
    const digest = digestOf(form.id, fields, values)
    const tookMs = made === null ? null : Math.max(0, now - made.at)
    const verdict = this.#judge(form, fields, { sent, values, from, place, tookMs, now })
    // a page without a number of its own: what is the same within ten minutes is one
    const page = sent.page === '' ? `bare ${Math.floor(now / 600_000)}` : sent.page
    const { email } = personOf(document, values)
    const row: NewSubmission = {
      workspaceId: form.workspaceId,
      id: submissionId(form.id, page, digest),
      formId: form.id,
      version: form.version,
      at: now,
      state: verdict.spam ? 'spam' : 'counted',
      fields: values,
      email,
      reasons: verdict.spam ? verdict.reasons : [],
      marks: [...marks, ...(verdict.spam ? [] : verdict.reasons)],
      language,
      digest,
      visitor: keptVisitor(form.privacy, sent, from),
      address: truncatedAddress(from.address),
      visitId: uuid.test(sent.visit) ? sent.visit : null,
      tookMs,
    }
    const kept = await this.#writing.add(row)
    // what comes of somebody who was erased is not kept; by a link to confirm consent they can come back
    const state = kept === 'erased' ? 'counted' : kept
    const { pool, base, onTaken } = this.#input
    onTaken(form.workspaceId)
    if (state === 'counted' || state === 'cleared') {
      const counted = this.#counter.add({ ...row, slug: form.slug, document, language, fields: values }, (host) =>
        from.visitId(form.workspaceId, host),
      )
      // content is given to a person: they have to be known first
      if (document.thanks.kind === 'content' || this.#counter.waiting <= fewWaiting) await counted
    }
    const thanks = await thanksFor({ pool, base }, form, {
      id: row.id,
      email: kept === 'erased' ? null : email,
      language,
      state,
      now,
    })
    return { kind: 'taken', language, form, state, thanks }
  }

  #judge(
    form: OpenForm,
    fields: readonly FormField[],
    given: {
      sent: SubmissionInput
      values: Values
      from: Sender
      place: string
      tookMs: number | null
      now: number
    },
  ): SpamVerdict {
    const { sent, values, from, place, tookMs, now } = given
    const long = fields.flatMap(({ id, kind }) => {
      const value = values[id]
      return kind === 'long_text' && typeof value === 'string' && value.length > 60 ? [value] : []
    })
    const { verdict } = judgeBrowser(from.agent)
    const texts = long.map((value) => this.#texts.add(`${form.id} ${hashOf(value)}`, now))
    return judgeSpam({
      fields,
      values,
      honeypot: sent.trap.trim() !== '',
      tookMs,
      plainHtml: from.bare && sent.token === '',
      machine: verdict !== 'human',
      nobodys: verdict === 'machine',
      fromAddress: this.#fromAddress.add(`${form.id} ${place}`, now),
      ofForm: this.#ofForm.add(form.id, now),
      sameText: Math.max(0, ...texts),
    })
  }
}

/** The fields that were on the page; without a token of ours, those that strangers are asked. */
function askedBy(document: FormDocument, left: readonly string[] | null): { fields: FormField[]; left: string[] } {
  const fields =
    left === null
      ? fieldsToAsk(document.fields, { known: new Set(), perVisit: document.perVisit })
      : document.fields.filter(({ id }) => !left.includes(id))
  return { fields, left: document.fields.flatMap((field) => (fields.includes(field) ? [] : [field.id])) }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

function hashOf(text: string): string {
  return hash('sha256', text.toLowerCase().replace(/\s+/g, ' '), 'base64url')
}

/** Where somebody sits, as limits know it: an IPv6 place may have more addresses than anybody could count. */
function truncatedOrWhole(address: string | null): string {
  return address?.includes(':') ? (truncatedAddress(address) ?? address) : (address ?? '')
}

function languageOfText(text: string): FormLanguage {
  const short = text.slice(0, 2).toLowerCase()
  return short === 'ko' || short === 'ru' ? short : 'en'
}

function keptVisitor(privacy: PrivacySettings, sent: SubmissionInput, from: Sender): KeptVisitor {
  const clean = (text: string): string => text.toWellFormed().replaceAll('\0', '')
  const all = (some: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(some)
        .slice(0, 20)
        .map(([key, value]) => [clean(key), clean(value)]),
    )
  const { doNotTrack, globalPrivacyControl } = from
  const { anonymousId, tracking } = sent
  return {
    anonymousId: tiedId(privacy, { anonymousId, tracking, doNotTrack, globalPrivacyControl }),
    agent: from.agent === null ? null : clean(from.agent).slice(0, 500),
    doNotTrack,
    globalPrivacyControl,
    tracking,
    page: sent.url === '' ? null : { url: clean(sent.url), title: clean(sent.title), referrer: clean(sent.referrer) },
    campaign: all(sent.campaign),
    clickIds: all(sent.clickIds),
  }
}
