import { z } from 'zod'
import { openStages } from '#actions/deal/usual.ts'
import { inspect } from '#actions/review/inspect.ts'
import { monthsBack } from '#actions/review/month.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import type { HabitDocument } from '#contract/habit.ts'
import { ok } from '#contract/problem.ts'
import {
  askedStages,
  openByPartner,
  referralsSince,
  stoodBefore,
  trainedManagers,
  unansweredAttempts,
  winsIn,
} from '#store/habit.ts'
import { reviewTime } from '#store/review.ts'
import { readFollowUp } from '#store/routing.ts'
import { countUntouched } from '#store/touch.ts'

const dayMs = 86_400_000
const window = 90 * dayMs
/** Four hours of reviews a month. */
const targetSeconds = 4 * 3600

/** The nine habits of a managed pipeline, each with what this team does. */
export const readHabits: Verb<HabitDocument> = readVerb({
  permission: 'review.read',
  input: z.object({}),
  async run({ db, workspaceId, now }) {
    const inspected = await inspect({ db, workspaceId, now }, {})
    if (!inspected.ok) return inspected
    const { board, deals } = inspected.value
    const months = monthsBack(now, board.zone, 6)
    const spent = []
    for (const { month, ...span } of months) spent.push({ month, ...(await reviewTime(db, workspaceId, span)) })
    const [current, ...before] = spent
    const since = now - window
    const late = await winsIn(db, workspaceId, { from: since, to: now })
    const early = await winsIn(db, workspaceId, { from: since - window, to: since })
    const partners = await openByPartner(db, workspaceId)
    const { all: handed, never } = await countUntouched(db, workspaceId, {
      since,
      lifecycle: board.blueprint.lifecycle,
    })
    const lifecycle = board.blueprint.models.find(({ id }) => id === board.blueprint.lifecycle)
    const stages = board.pipelines.flatMap((model) => openStages(model).map(({ id }) => `${model.id}/${id}`))
    const asked = (await askedStages(db, workspaceId)).map(({ pipeline, stage }) => `${pipeline}/${stage}`)
    const { plan } = await readFollowUp(db, workspaceId)
    return ok({
      meetings: {
        seconds: current?.seconds ?? 0,
        reviews: current?.reviews ?? 0,
        targetSeconds,
        before: before.map(({ month, seconds }) => ({ month, seconds })),
      },
      trained: await trainedManagers(db, workspaceId),
      followUp: { ...(await unansweredAttempts(db, workspaceId, since)), planned: plan.length, handed, never },
      cycle: { days: late.days, won: late.won, daysBefore: early.days, wonBefore: early.won },
      referrals: { ...(await referralsSince(db, workspaceId, since)), won: late.won },
      definitions: {
        stages: lifecycle?.stages.length ?? 0,
        agreed: lifecycle?.stages.filter(({ agreed }) => agreed !== null).length ?? 0,
      },
      clean: {
        open: deals.length,
        troubled: deals.filter(({ findings }) => findings.length > 0).length,
        before: (await stoodBefore(db, workspaceId, 8)).map(({ at, ...stood }) => ({ at: at.toISOString(), ...stood })),
      },
      partners: { open: partners.byPartner, won: late.byPartner, openAll: partners.open, wonAll: late.won },
      why: { stages: stages.length, asked: stages.filter((stage) => asked.includes(stage)).length },
      asOf: new Date(now).toISOString(),
    })
  },
})
