import type { Pool } from 'pg'
import type { Flow, Incoming } from '#actions/flow-types.ts'
import { readLink } from '#actions/consent/links.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { ownAct } from '#actions/consent/own-act.ts'
import { addressHash, type LinkSubject } from '#actions/consent/secret.ts'
import { textIn, type Purpose } from '#core/consent/purpose.ts'
import { mailLanguage, type MailLanguage } from '#core/entry-mail.ts'
import type { JsonObject } from '#core/json.ts'
import { consentSecret } from '#store/consent.ts'
import { liftSuppression, reachRows, type ReachRow } from '#store/consent-reach.ts'
import { languageFact } from '#store/consent-state.ts'

/** One purpose and how somebody stands to it. */
export interface Choice {
  purpose: Purpose
  /** it may be done: agreed to, or resting on another basis and not ended */
  on: boolean
  state: 'granted' | 'withdrawn' | null
  /** epoch ms of the last word */
  at: number | null
}

export interface Choices {
  workspaceId: string
  personId: string
  email: string | null
  /** as their profile says; null when it does not */
  language: MailLanguage | null
  choices: Choice[]
}

/** What stands behind a link of choices or of unsubscribing: null for a wrong link, `gone` when nobody is there. */
export async function readChoices(
  pool: Pool,
  token: string,
  kind: LinkSubject['kind'],
): Promise<{ subject: LinkSubject; found: Choices | null } | null> {
  const subject = await readLink(pool, token, kind)
  if (!subject) return null
  const { workspaceId, personId } = subject
  const [row] = await reachRows(pool, workspaceId, [personId])
  if (!row) return { subject, found: null }
  const language = await languageFact(pool, workspaceId, row.personId)
  return {
    subject,
    found: {
      workspaceId,
      personId: row.personId,
      email: row.email,
      language: language === null ? null : (known.find((one) => language.toLowerCase().startsWith(one)) ?? null),
      choices: choicesOf(row, await allPurposesOf(pool, workspaceId)),
    },
  }
}

const known = ['en', 'ko', 'ru'] as const

/** Every purpose that is asked for, and any other that they once had a word on (an imported one, a retired one). */
function choicesOf({ consent }: ReachRow, purposes: readonly (Purpose & { retiredAt: Date | null })[]): Choice[] {
  const asked = purposes.filter(({ id, retiredAt }) => retiredAt === null || Object.hasOwn(consent, id))
  const strange = Object.keys(consent).filter((id) => !purposes.some((purpose) => purpose.id === id))
  return [...asked, ...strange.map(unknownPurpose)].map((purpose) => {
    const word = Object.hasOwn(consent, purpose.id) ? consent[purpose.id] : undefined
    return {
      purpose,
      state: word?.state ?? null,
      at: word?.at ?? null,
      on: word ? word.state === 'granted' : purpose.legalBasis !== 'consent',
    }
  })
}

/** How somebody stands to a purpose, be it one that the workspace no longer knows. */
export function choiceOf(found: Choices, purpose: string): Choice {
  const choice = found.choices.find((one) => one.purpose.id === purpose)
  return choice ?? { purpose: unknownPurpose(purpose), on: false, state: null, at: null }
}

function unknownPurpose(id: string): Purpose {
  return {
    id,
    name: { en: id },
    channel: 'other',
    legalBasis: 'consent',
    doubleOptIn: false,
    wording: { id: '', version: 0, text: { en: id } },
  }
}

export interface Chosen {
  /** the purposes the page showed, and those of them that are to be on */
  shown: readonly string[]
  on: readonly string[]
  /** the language they want to be written in; absent: as it was */
  language?: MailLanguage
  /** where it was chosen: `preferences` or `unsubscribe` */
  source: 'preferences' | 'unsubscribe'
  /** the language the page was shown in */
  pageLanguage: MailLanguage
  proof: { address: string | null; agent: string | null; page: string | null }
}

/**
 * Takes what somebody chose behind their own link: an event for each purpose that changes, once. Resolves, when it is
 * durable, with how many changed; rejects with FlowBusy. Whoever turns something on comes off the suppression list, unless
 * a colleague put them there.
 */
export async function takeChoices(
  { pool, flow }: { pool: Pool; flow: Flow },
  { workspaceId, personId, email, language, choices }: Choices,
  chosen: Chosen,
  now: number,
): Promise<number> {
  const items: Incoming[] = []
  let granted = false
  const [row] = await reachRows(pool, workspaceId, [personId])
  for (const { purpose, on } of choices) {
    const wanted = chosen.on.includes(purpose.id)
    if (!chosen.shown.includes(purpose.id) || wanted === on) continue
    const before = row && Object.hasOwn(row.consent, purpose.id) ? row.consent[purpose.id]?.id : ''
    granted ||= wanted
    items.push(
      ownAct(personId, `${purpose.id} ${wanted} ${before}`, now, {
        name: wanted ? 'consent_granted' : 'consent_withdrawn',
        object: purpose.id,
        props: propsOf(purpose, wanted, chosen),
      }),
    )
  }
  const changed = items.length
  if (chosen.language !== undefined && chosen.language !== language) {
    const props = { source: chosen.source }
    const traits = { language: chosen.language }
    items.push(ownAct(personId, `language ${chosen.language} ${now}`, now, { ...profile, props, traits }))
  }
  if (items.length > 0) await flow.accept(workspaceId, items)
  if (granted && email !== null)
    await liftSuppression(pool, workspaceId, addressHash(await consentSecret(pool), workspaceId, 'email', email))
  return changed
}

const profile = { name: 'profile_updated', object: 'language' }

function propsOf({ id, wording }: Purpose, on: boolean, { source, pageLanguage, proof }: Chosen): JsonObject {
  return {
    purpose: id,
    source,
    language: pageLanguage,
    proof: { ...proof },
    ...(on ? { wording: wording.id, text: textIn(wording.text, pageLanguage) } : {}),
  }
}

/** The language of a page for somebody: as their profile says, else as the browser does. */
export function choiceLanguage(found: Choices | null, browser: MailLanguage): MailLanguage {
  return mailLanguage(found?.language, browser)
}
