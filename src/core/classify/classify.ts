import { judgeAgent } from '#core/classify/agent.ts'
import { appLibraries, gateways, mailProxies } from '#core/classify/lists.ts'
import type { Source, Trust, Verdict } from '#core/event.ts'
import type { Json, JsonObject } from '#core/json.ts'

/** Why an event is taken for a machine's, or for nobody's in particular. Screens translate by `verdict.<code>`. */
export type VerdictReason =
  | 'agent_is_headless'
  | 'agent_is_gateway'
  | 'agent_is_library'
  | 'agent_is_bot'
  | 'agent_missing'
  | 'prefetched'
  | 'reported_as_machine'
  | 'mail_proxy'
  | 'mail_gateway'
  | 'too_soon_after_sending'
  | 'soon_after_sending'

export interface Evidence {
  source: Source
  trust: Trust
  /** the catalogue key, or the name as sent */
  name: string
  /** epoch ms of the event */
  time: number
  /** browser sources: the agent that acted, from `context.userAgent`, else the request's own */
  agent: string | null
  /** `context.library.name` */
  library: string | null
  /** the request said that it was fetched ahead of anybody's wish (Sec-Purpose and its forerunners) */
  prefetched: boolean
  props: JsonObject
}

export interface Judgement {
  verdict: Verdict
  reason: VerdictReason | null
}

const human: Judgement = { verdict: 'human', reason: null }

/**
 * Human, machine or unsure. The agent counts for browser sources only. What a trusted source reports counts as the human
 * action it reports, whatever program reported it; only a mail's opening or click is asked who really made it.
 */
export function classify(evidence: Evidence): Judgement {
  if (evidence.name === 'email_opened' || evidence.name === 'email_clicked') return classifyMail(evidence)
  if (evidence.source !== 'browser') return human
  if (evidence.prefetched) return machine('prefetched')
  if (evidence.library !== null && appLibraries.test(evidence.library)) return human
  return judgeBrowser(evidence.agent)
}

/** What the agent of a browser's request tells of whoever is behind it. */
export function judgeBrowser(agent: string | null): Judgement {
  if (agent === null || agent === '') return unsure('agent_missing')
  const fault = judgeAgent(agent)
  if (fault === null) return human
  // a server that uses the page's key: perhaps a person's action, but nobody trusted says so
  return fault === 'agent_is_library' ? unsure(fault) : machine(fault)
}

/**
 * Openings and clicks of a mail. Read from its properties: `userAgent` of whoever opened it, `machine` when the mail
 * service knows (SendGrid's `sg_machine_open` too), and the time since sending, as `secondsSinceSent` or `sentAt`.
 */
function classifyMail({ name, time, props }: Evidence): Judgement {
  if (isTrue(props['machine']) || isTrue(props['sg_machine_open']) || isTrue(props['bot']))
    return machine('reported_as_machine')
  const agent = text(props['userAgent'] ?? props['user_agent'])
  if (agent !== null) {
    if (gateways.test(agent)) return machine('mail_gateway')
    // Apple's and others' proxies show a bare Mozilla
    if (mailProxies.test(agent) || agent === 'Mozilla/5.0') return unsure('mail_proxy')
    if (name === 'email_clicked' && judgeAgent(agent) !== null) return machine('agent_is_bot')
  }
  const seconds = secondsSinceSent(props, time)
  if (seconds !== null && seconds < 10) return machine('too_soon_after_sending')
  if (seconds !== null && seconds < 30) return unsure('soon_after_sending')
  return human
}

function secondsSinceSent(props: JsonObject, time: number): number | null {
  const seconds = props['secondsSinceSent']
  if (typeof seconds === 'number') return seconds
  const sent = text(props['sentAt'] ?? props['sent_at'])
  const at = sent === null ? Number.NaN : Date.parse(sent)
  return Number.isNaN(at) ? null : (time - at) / 1000
}

function machine(reason: VerdictReason): Judgement {
  return { verdict: 'machine', reason }
}

function unsure(reason: VerdictReason): Judgement {
  return { verdict: 'unsure', reason }
}

function isTrue(value: Json | undefined): boolean {
  return value === true || value === 'true' || value === 1
}

function text(value: Json | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
