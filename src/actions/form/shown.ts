import type { Pool } from 'pg'
import { purposesOf } from '#actions/consent/purposes.ts'
import { keeping, type PrivacySignals } from '#contract/collect/privacy.ts'
import { maxIdLength } from '#contract/collect/limits.ts'
import { readPrivacy, type PrivacySettings } from '#contract/settings.ts'
import { findCatalogueEntry } from '#core/catalogue.ts'
import type { FormDocument, FormField, FormLanguage, Words } from '#core/form/document.ts'
import { fieldsToAsk } from '#core/form/profile.ts'
import { findShownForm, findVersion, type ShownForm } from '#store/form.ts'
import { knownFacts } from '#store/form-submission.ts'
import { findPrivacy } from '#store/privacy.ts'
import type { Db } from '#store/rows.ts'
import { publicKeyOf } from '#store/slot.ts'

/** A form that can be filled in now. */
export interface OpenForm extends ShownForm {
  version: number
  document: FormDocument
  /** the words in force of the purposes it asks for; a purpose that is none any more is not asked */
  wordings: ReadonlyMap<string, Words>
  privacy: PrivacySettings
  /** a public key of the workspace, by which visits of its own page count; null: none is in force */
  key: string | null
}

const freshMs = 2000
const mostKept = 500

/**
 * The forms that strangers ask for, kept for two seconds: under load they are read once and not for each request. What is
 * published or withdrawn is seen after that time at the latest.
 */
export class ShownForms {
  #pool: Pool
  #kept = new Map<string, { at: number; form: Promise<OpenForm | ShownForm | null> }>()

  constructor(pool: Pool) {
    this.#pool = pool
  }

  /** Null: there is none. `document` null: it is closed. */
  find(slug: string, now: number): Promise<OpenForm | (ShownForm & { document: null }) | null> {
    const known = this.#kept.get(slug)
    if (known && now - known.at < freshMs) return known.form as ReturnType<ShownForms['find']>
    const form = this.#read(slug)
    if (this.#kept.size >= mostKept) this.#kept.clear()
    this.#kept.set(slug, { at: now, form })
    form.catch(() => this.#kept.delete(slug))
    return form as ReturnType<ShownForms['find']>
  }

  async #read(slug: string): Promise<OpenForm | ShownForm | null> {
    if (!/^[\p{L}\p{N}-]{1,100}$/u.test(slug)) return null
    const form = await findShownForm(this.#pool, slug)
    if (form?.document == null || form.version === null) return form
    return openForm(this.#pool, form, form.document, form.version)
  }

  /** The same form as an earlier version had it: somebody had it open while another was published. */
  async atVersion(form: OpenForm, version: number): Promise<OpenForm> {
    if (version === form.version) return form
    const document = await findVersion(this.#pool, form.workspaceId, form.id, version)
    return document === null ? form : openForm(this.#pool, form, document, version)
  }
}

/** With the words of its purposes; of those that are none any more nothing is asked. */
export async function openForm(pool: Db, form: ShownForm, document: FormDocument, version: number): Promise<OpenForm> {
  const asks = document.fields.some(({ kind }) => kind === 'consent')
  const purposes = asks ? await purposesOf(pool, form.workspaceId) : []
  const wordings = new Map<string, Words>(purposes.map(({ id, wording }) => [id, { ...wording.text }]))
  const fields = document.fields.filter(({ kind, purpose }) => kind !== 'consent' || wordings.has(purpose ?? ''))
  const privacy = (await findPrivacy(pool, form.workspaceId)) ?? readPrivacy({})
  const key = await publicKeyOf(pool, form.workspaceId)
  return { ...form, version, document: { ...document, fields }, wordings, privacy, key }
}

/**
 * The browser's id, where it may be tied to what is sent by it: a visitor who asks not to be followed, or did not agree
 * where that is needed, gives a form and no more.
 */
export function tiedId(
  privacy: PrivacySettings,
  { anonymousId, tracking, ...signals }: PrivacySignals & { anonymousId: string | null; tracking: boolean },
): string | null {
  const id = (anonymousId ?? '').toWellFormed().replaceAll('\0', '').trim()
  if (id === '' || id.length > maxIdLength) return null
  const entry = findCatalogueEntry('form_submitted')
  const question = { type: 'track', entry, identified: true, consent: tracking, cookieless: false } as const
  return keeping(privacy, signals, question) === 'full' ? id : null
}

/**
 * The fields to ask of a browser, and the ids of those left out. `anonymousId` null: nothing is known, everything is
 * asked that the form asks of strangers.
 */
export async function fieldsFor(
  pool: Db,
  { workspaceId, document }: Pick<OpenForm, 'workspaceId' | 'document'>,
  anonymousId: string | null,
): Promise<{ fields: FormField[]; left: string[] }> {
  const profiles = document.fields.some(({ ask }) => ask !== 'always')
  const known = profiles && anonymousId !== null ? await knownFacts(pool, workspaceId, anonymousId) : []
  const fields = profiles
    ? fieldsToAsk(document.fields, { known: new Set(known), perVisit: document.perVisit })
    : document.fields
  const asked = new Set(fields.map(({ id }) => id))
  return { fields, left: document.fields.flatMap(({ id }) => (asked.has(id) ? [] : [id])) }
}

/** The language of a form for somebody who wishes these, the best first. */
export function languageOf(document: FormDocument, wished: readonly string[]): FormLanguage {
  const short = wished.map((tag) => tag.slice(0, 2).toLowerCase())
  return short.flatMap((tag) => document.languages.find((one) => one === tag) ?? [])[0] ?? document.languages[0] ?? 'en'
}
