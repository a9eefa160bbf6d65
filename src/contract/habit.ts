import { z } from 'zod'

const count = z.int()
const time = z.iso.datetime()

/** `GET /api/habits`: the nine habits of a managed pipeline, each with what the team does. */
export const habitDocument = z.object({
  /** this month of the workspace's zone, and the months before, the last first */
  meetings: z.object({
    seconds: count,
    reviews: count,
    targetSeconds: count,
    before: z.array(z.object({ month: z.string(), seconds: count })),
  }),
  /** managers and admins, and those of them who were led through a review to its end */
  trained: z.object({ managers: count, guided: count }),
  /** last 90 days: subjects that were tried and did not answer, and how often on average; handed over and never touched */
  followUp: z.object({
    unanswered: count,
    attempts: z.number().nullable(),
    planned: count,
    handed: count,
    never: count,
  }),
  /** mean days from opening to the win, of those won in the last 90 days and in the 90 before */
  cycle: z.object({ days: z.number().nullable(), won: count, daysBefore: z.number().nullable(), wonBefore: count }),
  /** last 90 days: tasks to ask for a referral, deals that came by one, wins */
  referrals: z.object({ open: count, asked: count, came: count, won: count }),
  /** stages of the lifecycle, and those whose definition somebody agreed to */
  definitions: z.object({ stages: count, agreed: count }),
  /** open deals with something to mend: now, and when earlier reviews began, the last first */
  clean: z.object({
    open: count,
    troubled: count,
    before: z.array(z.object({ at: time, open: count, troubled: count })),
  }),
  /** open deals and wins of the last 90 days that came by partners */
  partners: z.object({ open: count, won: count, openAll: count, wonAll: count }),
  /** stages of pipelines before the win, and those of which somebody asked why */
  why: z.object({ stages: count, asked: count }),
  asOf: time,
})
export type HabitDocument = z.infer<typeof habitDocument>
