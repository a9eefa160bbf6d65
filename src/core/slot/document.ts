import { safeLink } from '#core/html.ts'
import type { Conversion } from '#core/page/test.ts'
import type { Power } from '#core/report/sample.ts'
import { readField } from '#core/rule/fields.ts'
import { isFieldCondition, walkCondition } from '#core/rule/walk.ts'
import type { Condition } from '#core/rule.ts'

/** Names of variants by their place; the first whose conditions hold is shown. */
export const slotVariantKeys = ['a', 'b', 'c', 'd', 'e', 'f'] as const
export type SlotVariantKey = (typeof slotVariantKeys)[number]

/** Percent of those who fall under a variant and see the default none the less. */
export const fewestControl = 5
export const mostControl = 50
/** Slots of a workspace: one answer carries all that are in force. */
export const mostSlots = 50

/** What a variant puts into the box. Plain texts; an empty part leaves that of the default. */
export interface SlotContent {
  title: string
  /** paragraphs, with an empty line between them */
  text: string
  label: string
  href: string
  /** an address by https, and what it shows, in words */
  picture: { url: string; alt: string } | null
}

/** What of the visit itself a variant asks for; nothing asked holds for all. */
export interface SlotVisit {
  /** how they came this time, ours or the workspace's own channels; empty: however */
  channels: string[]
  /** known from half an hour ago or longer; null: either */
  returning: boolean | null
  /** languages of the browser, BCP 47's first part; empty: any */
  languages: string[]
}

export interface SlotVariant {
  key: SlotVariantKey
  /** for colleagues */
  name: string
  /** what must be known of the person; null: nothing */
  when: Condition | null
  visit: SlotVisit
  content: SlotContent
}

/** What success is, and how finely it is looked for: decided before, so that nobody decides it by the result. */
export interface SlotMeasure {
  conversion: Conversion
  /** how long after it was first seen it counts */
  days: number
  /** the share that converts now, and the smallest difference worth seeing; shares from 0 to 1 */
  baseline: number
  difference: number
  power: Power
}

export interface SlotDocument {
  variants: SlotVariant[]
  /** percent */
  control: number
  measure: SlotMeasure
}

export function emptySlot(): SlotDocument {
  return {
    variants: [emptySlotVariant('a')],
    control: 10,
    measure: { conversion: 'form_submitted', days: 14, baseline: 0.03, difference: 0.02, power: 0.8 },
  }
}

export function emptySlotVariant(key: SlotVariantKey): SlotVariant {
  return {
    key,
    name: '',
    when: null,
    visit: { channels: [], returning: null, languages: [] },
    content: { title: '', text: '', label: '', href: '', picture: null },
  }
}

/** The key as pages write it: small letters, digits, hyphens and underscores, beginning with a letter. */
export function isSlotKey(key: string): boolean {
  return /^[a-z][a-z0-9_-]{0,59}$/.test(key)
}

/**
 * Whether a condition can be answered from what is kept of a person, without looking at their events: comparisons of
 * fields and times in a stage, but no counts, no times since an event and nothing of the running pass.
 */
export function isPlain(condition: Condition): boolean {
  for (const { node } of walkCondition(condition)) {
    if ('count' in node || 'since' in node || 'event' in node) return false
    if (isFieldCondition(node) && readField(node.field).scope === 'pass') return false
  }
  return true
}

/** Whether a variant is for everybody. */
export function isForAll({ when, visit }: Pick<SlotVariant, 'when' | 'visit'>): boolean {
  return when === null && visit.channels.length === 0 && visit.returning === null && visit.languages.length === 0
}

/** What keeps a slot from being published (`must`), or might better be mended before. */
export const slotFaults = [
  'no_variants',
  'empty_variant',
  'bad_link',
  'no_label',
  'no_link',
  'bad_picture',
  'no_alt',
  'counts',
  'shadowed',
] as const
export type SlotFaultKind = (typeof slotFaults)[number]

export interface SlotFault {
  fault: SlotFaultKind
  must: boolean
  variant?: SlotVariantKey
}

export function slotFaultsOf({ variants }: Pick<SlotDocument, 'variants'>): SlotFault[] {
  const faults: SlotFault[] = variants.length === 0 ? [{ fault: 'no_variants', must: true }] : []
  let all = false
  for (const variant of variants) {
    const { key, when, content } = variant
    const found = faultsOfContent(content)
    if (when !== null && !isPlain(when)) found.push(['counts', true])
    // whoever comes here was shown an earlier one
    if (all) found.push(['shadowed', false])
    all ||= isForAll(variant)
    for (const [fault, must] of found) faults.push({ fault, must, variant: key })
  }
  return faults
}

function faultsOfContent({ title, text, label, href, picture }: SlotContent): [SlotFaultKind, must: boolean][] {
  const faults: [SlotFaultKind, boolean][] = []
  if ([title, text, label, href].every(blank) && picture === null) faults.push(['empty_variant', true])
  if (!blank(href) && safeLink(href) === null) faults.push(['bad_link', true])
  if (!blank(href) && blank(label)) faults.push(['no_label', false])
  if (blank(href) && !blank(label)) faults.push(['no_link', false])
  if (picture !== null && !isPictureAddress(picture.url)) faults.push(['bad_picture', true])
  if (picture !== null && blank(picture.alt)) faults.push(['no_alt', true])
  return faults
}

/** An address by https, as an image may be fetched from it. */
export function isPictureAddress(address: string): boolean {
  return (
    address.length <= 2000 && !/[\p{Cc}\s\\]/u.test(address) && /^https:\/\//i.test(address) && URL.canParse(address)
  )
}

function blank(text: string): boolean {
  return text.trim() === ''
}
