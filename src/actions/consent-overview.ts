import { dueScope } from '#actions/consent/due.ts'
import { allPurposesOf } from '#actions/consent/purposes.ts'
import { settingOf } from '#actions/consent/setting.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { consentQuery, type ConsentOverview } from '#contract/consent.ts'
import { ok } from '#contract/problem.ts'
import { countDue, countOpenRequests, countStates, countSuppressions, countWeeks } from '#store/consent-ledger.ts'
import { countRequests } from '#store/consent-request.ts'

const requestDays = 90

/** How many agreed to what, how it grows, and what waits for somebody. */
export const readConsent: Verb<ConsentOverview> = readVerb({
  permission: 'consent.read',
  input: consentQuery,
  async run({ db, workspaceId, input, now }) {
    const { zone, rules } = await settingOf(db, workspaceId)
    const purposes = await allPurposesOf(db, workspaceId)
    const states = await countStates(db, workspaceId)
    const open = new Map((await countOpenRequests(db, workspaceId, now)).map((row) => [row.purpose, row.open]))
    const people = (purpose: string, state: string) =>
      states.find((row) => row.purpose === purpose && row.state === state)?.people ?? 0
    const strange = [...new Set(states.map(({ purpose }) => purpose))].filter(
      (id) => !purposes.some((purpose) => purpose.id === id),
    )
    const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate()
    const monday = today.subtract({ days: today.dayOfWeek - 1 })
    const from = monday.subtract({ weeks: input.weeks - 1 })
    const counted = new Map(
      (await countWeeks(db, workspaceId, { purpose: input.purpose ?? null, from: from.toString(), zone })).map(
        (row) => [row.week, row],
      ),
    )
    const due = dueScope(rules, purposes, now)
    return ok({
      purposes: [
        ...purposes.map(({ id, name, channel, legalBasis, retiredAt }) => ({
          id,
          name,
          channel,
          legalBasis,
          retired: retiredAt !== null,
        })),
        // imported under a name that nobody has written down as a purpose
        ...strange.map((id) => ({
          id,
          name: { en: id },
          channel: 'other' as const,
          legalBasis: 'consent' as const,
          retired: true,
        })),
      ].map((purpose) => ({
        ...purpose,
        granted: people(purpose.id, 'granted'),
        withdrawn: people(purpose.id, 'withdrawn'),
        open: open.get(purpose.id) ?? 0,
      })),
      weeks: Array.from({ length: input.weeks }, (_, index) => {
        const week = from.add({ weeks: index }).toString()
        const row = counted.get(week)
        return { week, granted: row?.granted ?? 0, withdrawn: row?.withdrawn ?? 0 }
      }),
      requests: await countRequests(db, workspaceId, now - requestDays * 86_400_000, now),
      suppressed: await countSuppressions(db, workspaceId),
      due: due === null ? null : await countDue(db, workspaceId, due),
      zone,
    })
  },
})
