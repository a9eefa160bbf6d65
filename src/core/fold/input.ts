import type { Source, Verdict } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'

/** An event as the fold reads it: a person's own, or a fact about their account (`own` false). */
export interface FoldEvent {
  messageId: string
  /** epoch ms */
  time: number
  own: boolean
  name: string
  object: string | null
  content: string | null
  channel: string | null
  campaign: string | null
  source: Source
  verdict: Verdict
  props: JsonObject
  traits: JsonObject | null
  /** the account this event names, and by what; or whose facts it sets */
  accountId: string | null
  accountBy: 'group' | 'domain' | null
  accountTraits: JsonObject | null
  /** the company's domain, when a work address named the account */
  domain: string | null
}
