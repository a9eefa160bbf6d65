import type { CatalogueEntry } from '#core/catalogue.ts'
import type { EventKeys, EventType, Rejection, Trust } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'
import { isObject } from '#contract/collect/facts.ts'
import { reject } from '#contract/collect/inspect.ts'
import type { PrivacySettings } from '#contract/settings.ts'

/** What the browser's own request says. */
export interface PrivacySignals {
  /** header `DNT: 1` */
  doNotTrack: boolean
  /** header `Sec-GPC: 1` */
  globalPrivacyControl: boolean
}

/**
 * How an event of a page may be kept: `full`; `given`: as the person who gave it, without the anonymous id; `visit`: as a
 * cookieless visit of nobody; or not at all, and why.
 */
export type Keeping = 'full' | 'given' | 'visit' | { drop: string }

export interface PrivacyQuestion {
  type: EventType
  entry: CatalogueEntry | null
  /** it carries a user id or a mail address */
  identified: boolean
  /** `context.consent` of the event */
  consent: Json | undefined
  /** the page itself asks for it: `context.cookieless` */
  cookieless: boolean
}

/**
 * Applies the workspace's privacy settings to an event of a page. What a person hands over on purpose (a form, a request,
 * a consent) always counts, but without the anonymous id that would tie earlier visits to it.
 */
export function keeping(settings: PrivacySettings, signals: PrivacySignals, question: PrivacyQuestion): Keeping {
  const refused =
    settings.honourDnt && signals.doNotTrack
      ? 'The browser asks not to be tracked (DNT), and this workspace honours it.'
      : settings.honourGpc && signals.globalPrivacyControl
        ? 'The browser sends Global-Privacy-Control, and this workspace honours it.'
        : settings.consentRequired && !hasConsent(question.consent)
          ? 'This workspace requires consent: send context.consent once the visitor agreed.'
          : null
  if (refused !== null) {
    if (question.entry?.given === true && question.identified) return 'given'
    if (!settings.cookieless) return { drop: refused }
    return saysWho(question.type) ? { drop: refused } : 'visit'
  }
  if (question.cookieless || (settings.cookieless && !hasConsent(question.consent))) {
    if (question.identified || saysWho(question.type)) return 'given'
    return 'visit'
  }
  return 'full'
}

/**
 * Whether what a sender sent may be kept readable when it cannot count: not of visitors who asked not to be tracked, or
 * did not agree where that is needed.
 */
export function mayKeepContent(item: Json, { trust, privacy, signals }: Omit<Sender, 'visitId'>): boolean {
  if (trust === 'secret') return true
  if ((privacy.honourDnt && signals.doNotTrack) || (privacy.honourGpc && signals.globalPrivacyControl)) return false
  if (!privacy.consentRequired && !privacy.cookieless) return true
  const context = isObject(item) ? item['context'] : null
  return isObject(context) && hasConsent(context['consent'])
}

/** `true`, `{granted: true}`, or Segment's `{categoryPreferences: {…}}` with at least one category agreed to. */
function hasConsent(consent: Json | undefined): boolean {
  if (consent === true) return true
  if (!isObject(consent)) return false
  if (consent['granted'] === true) return true
  const categories = consent['categoryPreferences']
  return isObject(categories) && Object.values(categories).includes(true)
}

function saysWho(type: EventType): boolean {
  return type === 'identify' || type === 'group' || type === 'alias'
}

/** What decides how much of an event's sender may be kept. */
export interface Sender {
  trust: Trust
  privacy: PrivacySettings
  signals: PrivacySignals
  /** the cookieless id of this visitor on that site, for today */
  visitId(host: string): string
}

/** The identifiers of an event that may be kept; `cookieless`: they name a visit, and nobody. */
export interface Kept {
  keys: EventKeys
  cookieless: boolean
}

/** The identifiers that the privacy settings leave. */
export function keepKeys(
  keys: EventKeys,
  type: EventType,
  entry: CatalogueEntry | null,
  context: JsonObject | null,
  host: string,
  sender: Sender,
): Kept | Rejection {
  const identified = keys.userId !== null || keys.email !== null
  if (sender.trust === 'public') {
    const kept = keeping(sender.privacy, sender.signals, {
      type,
      entry,
      identified,
      consent: context?.['consent'],
      cookieless: context?.['cookieless'] === true,
    })
    if (typeof kept === 'object') return reject('do_not_track', null, kept.drop)
    if (kept === 'visit') {
      return { keys: { anonymousId: sender.visitId(host), userId: null, email: null }, cookieless: true }
    }
    if (kept === 'given') {
      return identified ? { keys: { ...keys, anonymousId: null }, cookieless: false } : missingIdentity(sender.trust)
    }
  }
  // a trusted source may state facts of a company alone
  const enough =
    keys.anonymousId !== null ||
    keys.userId !== null ||
    (sender.trust === 'secret' && (keys.email !== null || type === 'group'))
  return enough ? { keys, cookieless: false } : missingIdentity(sender.trust)
}

function missingIdentity(trust: Trust): Rejection {
  const also = trust === 'secret' ? ', or a mail address in traits.email' : ''
  return reject('missing_identity', 'userId', `Nobody can tell whose event this is: send userId or anonymousId${also}.`)
}
