import { arrivalOf, readVisit } from '#contract/collect/visit.ts'
import { type ChannelRules, judgeChannel, ruleMark } from '#core/channel-rule/judge.ts'
import type { Event } from '#core/event.ts'
import type { JsonObject } from '#core/json.ts'

/**
 * An imported event with the channel that its own properties say (`url`, `referrer`, `utm_…`, click ids), by the rules that
 * live ones are judged by; what the file says outright stays. The rule that decided is kept with it, and no file may say so.
 */
export function withChannel(event: Event, rules: ChannelRules): Event {
  const { channelRule: _, ...props } = event.props
  if (event.channel !== null) return { ...event, props }
  const { name, source } = event
  const { channel, rule } = judgeChannel(arrivalOf(visitOf(props), { source, name }), rules)
  if (rule !== null) return { ...event, channel, props: { ...props, channelRule: ruleMark(rules, rule) } }
  return { ...event, channel, props }
}

/** Columns are called `utm_source`, `UTM Source`, `GCLID` … */
function visitOf(props: JsonObject): ReturnType<typeof readVisit> {
  const said: JsonObject = Object.fromEntries(
    Object.entries(props).map(([name, value]) => [name.trim().toLowerCase().replaceAll(' ', '_'), value]),
  )
  const campaign = {
    source: said['utm_source'] ?? null,
    medium: said['utm_medium'] ?? null,
    name: said['utm_campaign'] ?? said['campaign'] ?? null,
  }
  return readVisit({ campaign, clickIds: said }, said, true)
}
