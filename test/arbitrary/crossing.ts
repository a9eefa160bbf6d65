import fc from 'fast-check'
import type { Event } from '#core/event.ts'
import { event, keys } from '#test/events.ts'

export const hour = 3_600_000
export const origin = Date.parse('2026-03-01T00:00:00Z')

const names = ['page_viewed', 'form_submitted', 'demo_requested', 'consent_granted', 'contract_signed', 'deal_lost']
const mails = ['ann@acme.test', 'ann@gmail.com', 'bo@acme.test', 'info@acme.test', 'cy@globex.test']

/**
 * Events of few keys, so that people meet, share computers, change addresses and are identified late; in no order, at
 * least one of them human.
 */
export const crossingPaths: fc.Arbitrary<Event[]> = fc
  .array(
    fc.record({
      hours: fc.integer({ min: 0, max: 200 }),
      name: fc.constantFrom(...names),
      anonymousId: fc.constantFrom(null, 'a1', 'a1', 'a2', 'a3'),
      userId: fc.constantFrom(null, null, null, 'u1', 'u2'),
      email: fc.constantFrom(null, null, null, ...mails),
      secret: fc.boolean(),
      alias: fc.integer({ min: 0, max: 14 }),
      industry: fc.constantFrom(null, null, null, 'logistics', 'retail'),
      verdict: fc.constantFrom('human' as const, 'human' as const, 'human' as const, 'machine' as const),
    }),
    { minLength: 2, maxLength: 16 },
  )
  .map((drafts) =>
    drafts.flatMap((one, index): Event[] => {
      const { anonymousId, userId, email } = one
      if (anonymousId === null && userId === null && email === null) return []
      const alias = one.alias === 0 && userId !== null
      return [
        event(alias ? 'identity_aliased' : one.name, origin + one.hours * hour, {
          messageId: `${(index * 31) % 17}-${index}`,
          type: alias ? 'alias' : one.industry === null ? 'track' : 'group',
          keys: keys({ anonymousId: alias ? null : anonymousId, userId, email }),
          previousId: alias ? 'a1' : null,
          trust: one.secret ? 'secret' : 'public',
          mailKind:
            email === null ? null : email.startsWith('info@') ? 'role' : email.endsWith('gmail.com') ? 'free' : 'work',
          accountTraits: one.industry === null || email === null ? null : { industry: one.industry },
          verdict: one.verdict,
        }),
      ]
    }),
  )
  .filter((events) => events.some((one) => one.verdict !== 'machine'))
