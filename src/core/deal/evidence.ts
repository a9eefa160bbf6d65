import type { Held } from '#core/fold/condition.ts'

/** A text of the blueprint, as it was then. */
interface Text {
  en: string
  ko?: string | undefined
  ru?: string | undefined
}

/**
 * Why somebody was handed to sales, as it stood at that moment: kept word for word, so that neither a later blueprint
 * nor decay changes it. Times in ISO 8601, points to 0.01.
 */
export interface Evidence {
  at: string
  person: string
  name: string | null
  /** of the blueprint then in force */
  version: number
  fit: number
  engagement: number
  total: number
  threshold: number
  persona: Text | null
  icp: boolean
  /** the rules that gave most, the greatest first: worth at that moment; what it was given for, last */
  top: { name: Text; worth: number; count: number; last: string; object: string | null }[]
  fitTop: { name: Text; points: number }[]
  /** where they stood in the lifecycle, and what let them in */
  stage: {
    name: Text
    since: string
    by: string | null
    event: { name: string; object: string | null } | null
    holds: Held[]
  } | null
  /** content a human read, the newest first */
  read: { object: string; kind: Text | null; at: string; count: number }[]
  /** what they asked for */
  asked: { name: string; at: string }[]
  first: { at: string; channel: string | null; campaign: string | null; object: string | null } | null
  /** who else of the company is known, the most engaged first */
  colleagues: number
  others: { id: string; name: string | null; title: string | null; engagement: number; lastAt: string | null }[]
}
