import type { FormField } from './document.ts'
import type { Values } from './values.ts'

/** Why something looks like spam, in stable words that the list of what was kept out shows. */
export const spamReasons = [
  'honeypot',
  'too_fast',
  'no_token',
  'link_in_name',
  'many_links',
  'markup',
  'mixed_scripts',
  'same_everywhere',
  'repeated_text',
  'machine',
  'rate',
  'flood',
] as const
export type SpamReason = (typeof spamReasons)[number]

export interface SpamEvidence {
  fields: readonly FormField[]
  values: Values
  /** the field that people do not see was filled in */
  honeypot: boolean
  /** ms from the page's making to its sending; null: no token, or one that is not ours */
  tookMs: number | null
  /** the page has no script of ours: plain HTML on somebody's site carries no token */
  plainHtml: boolean
  /** the agent is a program's, or none (core/classify) */
  machine: boolean
  /** of that agent nobody would come: what it does is a machine's doing, and counts for no person */
  nobodys: boolean
  /** sent from the same address to this form within the last ten minutes, this one not counted */
  fromAddress: number
  /** sent to this form by anybody within the last minute */
  ofForm: number
  /** the same long text sent to this form within the last hour by others */
  sameText: number
}

export interface SpamVerdict {
  spam: boolean
  /** the points of the reasons, summed */
  points: number
  reasons: SpamReason[]
}

/** From these points on it is kept out. */
export const spamAt = 80

const points: Readonly<Record<SpamReason, number>> = {
  honeypot: 100,
  too_fast: 60,
  no_token: 30,
  link_in_name: 80,
  many_links: 60,
  markup: 80,
  mixed_scripts: 50,
  same_everywhere: 60,
  repeated_text: 60,
  machine: 40,
  rate: 50,
  flood: 40,
}

/** Nobody reads and fills in a form in less, autofill or not. */
const fastMs = 1200

/**
 * Judges by signs, never by one weak sign alone: what a person might do gives too few points by itself. What would count for
 * nobody is kept out whatever its points, so that somebody looks at it.
 */
export function judgeSpam(evidence: SpamEvidence): SpamVerdict {
  const { fields, values, honeypot, tookMs, plainHtml, machine, nobodys, fromAddress, ofForm, sameText } = evidence
  const texts = fields.flatMap(({ id, kind }) => {
    const value = values[id]
    return typeof value === 'string' && value.trim() !== '' ? [{ kind, value: value.trim() }] : []
  })
  const short = texts.filter(({ kind }) => kind === 'text' || kind === 'company' || kind === 'title')
  const long = texts.filter(({ kind }) => kind === 'long_text')
  const links = long.reduce((sum, { value }) => sum + linksIn(value), 0)
  const found: Readonly<Record<SpamReason, boolean>> = {
    honeypot,
    too_fast: tookMs !== null && tookMs < fastMs,
    no_token: tookMs === null && !plainHtml,
    link_in_name: short.some(({ value }) => linksIn(value) > 0 && value.length > 20),
    many_links: links >= 3,
    markup: texts.some(({ value }) => /<a\s[^>]*href|\[url[=\]]|\[link[=\]]/i.test(value)),
    mixed_scripts: texts.some(({ value }) => mixesScripts(value)),
    same_everywhere: sameEverywhere(texts.map(({ value }) => value)),
    repeated_text: sameText >= 3,
    machine: machine || nobodys,
    rate: fromAddress >= 10,
    flood: ofForm >= 300,
  }
  const reasons = spamReasons.filter((reason) => found[reason])
  const sum = reasons.reduce((all, reason) => all + points[reason], 0)
  return { spam: nobodys || sum >= spamAt, points: sum, reasons }
}

function linksIn(text: string): number {
  return text.match(/https?:\/\/|\bwww\.[a-z0-9-]+\./gi)?.length ?? 0
}

/** A word of Latin and Cyrillic, or Greek, letters together: letters that only look like others. */
function mixesScripts(text: string): boolean {
  return (text.match(/\p{L}+/gu) ?? []).some((word) => {
    if (word.length < 4) return false
    const latin = word.match(/\p{Script=Latin}/gu)?.length ?? 0
    const alike = word.match(/[\p{Script=Cyrillic}\p{Script=Greek}]/gu)?.length ?? 0
    return latin > 0 && alike > 0
  })
}

function sameEverywhere(texts: readonly string[]): boolean {
  const counts = new Map<string, number>()
  for (const text of texts) if (text.length > 3) counts.set(text, (counts.get(text) ?? 0) + 1)
  return [...counts.values()].some((count) => count >= 3)
}
