import type { Pool } from 'pg'
import { consentActs } from '#actions/consent/given.ts'
import type { Flow } from '#actions/flow-types.ts'
import { visitorActs, type VisitorAct } from '#actions/visitor.ts'
import type { PrivacySignals } from '#contract/collect/privacy.ts'
import { tagsInUse } from '#core/page/tags.ts'
import { findShownPage, findTags } from '#store/page/public.ts'

/** What a visitor chose on a landing page; a purpose that is absent was not asked for. */
export interface SaidConsent {
  page: string
  said: { tracking?: boolean | undefined; ads?: boolean | undefined }
  /** a name for this browser's choice alone, where there is no id of the tracker's */
  proof: string
  /** epoch ms of the click */
  at: number
  anonymousId: string | null
  agent: string | null
  signals: PrivacySignals
  /** with its end cut off */
  address: string | null
  origin: string
  visitId(workspaceId: string, host: string): string
  now: number
}

/**
 * Keeps what a visitor of a landing page agreed to or took back, in the words that were shown. Who agreed to nothing and
 * had agreed to nothing before leaves nothing. False when the page is not on the web. Rejects with FlowBusy.
 */
export async function sayConsent(
  services: { pool: Pool; flow: Flow },
  { page, said, proof, at, anonymousId, agent, signals, address, origin, visitId, now }: SaidConsent,
): Promise<boolean> {
  const { pool } = services
  const found = await findShownPage(pool, page)
  if (!found) return false
  const { workspaceId, slug, content } = found
  const url = `${origin}/l/${encodeURIComponent(slug)}`
  const who = anonymousId ?? `consent_${proof}`
  const cause = `page:${who}:${at}`.slice(0, 70)
  const granted = Object.entries(said).flatMap(([purpose, yes]) => (yes === true ? [purpose] : []))
  const source = `page:${slug}`
  const { acts } = await consentActs(pool, workspaceId, {
    cause,
    chosen: granted,
    email: null,
    source,
    language: content.language,
    proof: { address, agent, page: url },
    address: origin,
    now,
  })
  const networks = granted.includes('ads') ? tagsInUse(await findTags(pool, workspaceId)) : []
  const withdrawn = Object.entries(said).flatMap(([purpose, yes]): VisitorAct[] =>
    yes === false && anonymousId !== null
      ? [
          {
            type: 'track',
            messageId: `${cause}:withdrawn:${purpose}`.slice(0, 100),
            event: 'consent_withdrawn',
            properties: { purpose, source, language: content.language },
          },
        ]
      : [],
  )
  const all = [
    ...acts.map((act) => ({
      ...act,
      // the networks that were named beside the words
      properties: { ...act.properties, ...(act.properties?.['purpose'] === 'ads' ? { networks } : {}) },
    })),
    ...withdrawn,
  ]
  if (all.length === 0) return true
  await visitorActs(
    services,
    workspaceId,
    all,
    {
      anonymousId: who,
      agent,
      signals,
      page: { url, title: content.meta.title },
      locale: content.language,
      // a yes is kept as what it is, even where nothing else of theirs is
      tracking: granted.length > 0 || anonymousId !== null,
      visitId: (host) => visitId(workspaceId, host),
    },
    now,
  )
  return true
}
