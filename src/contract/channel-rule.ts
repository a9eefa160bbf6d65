import { z } from 'zod'
import {
  channelName,
  channelTests,
  type ChannelRule,
  clickIdNames,
  faultOf,
  longestChannel,
  longestPattern,
  mostPatterns,
  mostRules,
  tidyPattern,
} from '#core/channel-rule/rule.ts'
import { isWholeText } from '#core/text.ts'

const time = z.iso.datetime()
const whole = (text: string): boolean => isWholeText(text)

const faults = {
  no_test: 'name at least one thing to recognise it by',
  no_channel: 'name the channel',
  unknown_click_id: `click ids are ${clickIdNames.join(', ')}`,
  too_wide: 'this would take everybody: narrow one of its tests',
}

const patterns = z
  .array(z.string().trim().min(1).max(longestPattern).refine(whole, 'is no text'))
  .max(mostPatterns)
  .optional()
  .describe('One of these, where * stands for anything.')

/** A rule as it is sent; kept as it is compared: folded, of addresses the host, no empty tests. */
export const channelRule = z
  .strictObject({
    when: z.strictObject(
      Object.fromEntries(channelTests.map((test) => [test, patterns])) as Record<
        (typeof channelTests)[number],
        typeof patterns
      >,
    ),
    channel: z.string().trim().min(1).max(longestChannel).refine(whole, 'is no text'),
  })
  .transform(({ when, channel }): ChannelRule => {
    const tidy: ChannelRule['when'] = {}
    for (const test of channelTests) {
      const some = [...new Set((when[test] ?? []).map((text) => tidyPattern(test, text)).filter((text) => text !== ''))]
      if (some.length > 0) tidy[test] = some
    }
    return { when: tidy, channel: channelName(channel) }
  })
  .superRefine((rule, context) => {
    const fault = faultOf(rule)
    if (fault !== null) context.addIssue({ code: 'custom', message: faults[fault] })
  })
export type ChannelRuleInput = z.input<typeof channelRule>

const rules = z.array(channelRule).max(mostRules).describe('In the order in which they are asked.')
const shownRule = z.object({
  when: z.partialRecord(z.enum(channelTests), z.array(z.string())),
  channel: z.string(),
})

const tally = z.object({ channel: z.string(), arrivals: z.int() })

/** `GET /api/channels` */
export const channelDocument = z.object({
  version: z.int().describe('0: no rules were ever saved.'),
  rules: z.array(shownRule),
  versions: z
    .array(z.object({ version: z.int(), rules: z.int(), at: time, by: z.string().nullable() }))
    .describe('The last ten, newest first.'),
  lists: z.object({ version: z.int(), day: z.iso.date() }).describe('Of our lists, on which the rest rests.'),
  own: z.array(z.string()).describe('Names of channels that rules make and our lists do not know.'),
  days: z.int(),
  from: time,
  arrivals: z.int().describe('Page views of people by which they came, in these days.'),
  cut: z.boolean().describe('There were more kinds of arrivals than are looked at; the rarest are left out.'),
  channels: z.array(tally),
  unknownReferrers: z
    .array(z.object({ host: z.string(), arrivals: z.int(), last: time }))
    .describe('Sites on no list and in no rule, which count as referral; the most frequent 30.'),
  unknownTags: z
    .array(
      z.object({
        source: z.string().describe('utm_source, or what the link says of itself in ref, via or source.'),
        medium: z.string(),
        campaign: z.string().describe('Only where it stands alone.'),
        arrivals: z.int(),
        last: time,
      }),
    )
    .describe('Tags on no list and in no rule, which count as other; the most frequent 30.'),
})
export type ChannelDocument = z.infer<typeof channelDocument>

/** `POST /api/channels/try`: which channel an arrival would have, and why. Changes nothing. */
export const channelTry = z.strictObject({
  url: z.string().trim().max(4000).describe('The address they landed on, with its tags.'),
  referrer: z.string().trim().max(4000).default('').describe('The address they came from; empty: none.'),
  rules: rules.optional().describe('Those in force when absent.'),
})

export const channelReasons = [
  'stated',
  'rule',
  'medium',
  'source',
  'link',
  'unknown_tags',
  'click_id',
  'referrer',
  'unknown_referrer',
  'no_referrer',
  'kind',
  'same_site',
  'nothing',
] as const

export const channelTried = z.object({
  channel: z.string().nullable().describe('Null: no arrival, or nothing says.'),
  reason: z.enum(channelReasons),
  detail: z.string().nullable().describe('The word, click id or host that decided.'),
  rule: z.int().nullable().describe('Place of the rule that decided, from 1.'),
  lists: z.string().nullable().describe('What our lists alone would say.'),
})
export type ChannelTried = z.infer<typeof channelTried>

/** `POST /api/channels/plan`: what rules would change about the arrivals of the last 30 days. Changes nothing. */
export const channelPlan = z.strictObject({ rules })

export const channelPlanned = z.object({
  days: z.int(),
  arrivals: z.int(),
  changed: z.int(),
  cut: z.boolean(),
  moves: z.array(z.object({ from: z.string(), to: z.string(), arrivals: z.int() })).describe('The largest first.'),
  rules: z.array(z.int()).describe('How many arrivals each rule would decide, in their order.'),
})
export type ChannelPlanned = z.infer<typeof channelPlanned>

/** `POST /api/channels/rules`: rules as they shall be, made from version `from`. */
export const channelRulesInput = z.strictObject({
  rules,
  from: z.int().min(0).describe('The version that was looked at; another in force is a conflict.'),
})
export const channelRulesSaved = z.object({ version: z.int(), rules: z.array(shownRule) })
export type ChannelRulesSaved = z.infer<typeof channelRulesSaved>
