import type { CatalogueEntry } from '#core/catalogue.ts'
import type { EventType } from '#core/event.ts'
import type { Json } from '#core/json.ts'
import { isObject } from '#contract/collect/facts.ts'
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
