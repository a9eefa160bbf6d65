import { noSlot } from '#actions/slot/standing.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { ok, refuse } from '#contract/problem.ts'
import { slotLiftQuery, type SlotLift } from '#contract/slot.ts'
import { liftDays, liftSample, readLift, type LiftArm } from '#core/slot/lift.ts'
import { findSlot, slotVersions } from '#store/slot.ts'
import { countLift, type LiftCount } from '#store/slot-lift.ts'

const day = 86_400_000

/** What a version has brought: those who were shown a variant against those who were held back. */
export const readSlotLift: Verb<SlotLift> = readVerb({
  permission: 'capture.read',
  input: slotLiftQuery,
  async run({ db, workspaceId, input, now }) {
    const slot = await findSlot(db, workspaceId, input.id)
    if (!slot) return noSlot
    const versions = await slotVersions(db, workspaceId, slot.id)
    const chosen = input.version === undefined ? versions[0] : versions.find(({ version }) => version === input.version)
    const asOf = new Date(now).toISOString()
    if (chosen === undefined && input.version !== undefined)
      return refuse('not_found', `There is no version ${input.version} of this slot.`)
    if (chosen === undefined)
      return ok<SlotLift>({
        version: null,
        publishedAt: null,
        measure: null,
        controlShare: slot.draft.control,
        whole: null,
        each: [],
        crossed: 0,
        daysLeft: null,
        asOf,
      })
    const { version, at, content } = chosen
    const { measure, control, variants } = content
    const sample = { whole: liftSample(measure, control), each: liftSample(measure, control, variants.length) }
    const scope = { slotId: slot.id, version, conversions: [measure.conversion], days: measure.days, asOf: now }
    const counts = await countLift(db, workspaceId, scope, sample)
    const arms = { shown: sum(counts, 'shown'), control: sum(counts, 'control') }
    const whole = readLift(sample.whole, arms)
    const ran = Math.max(1, (now - at.getTime()) / day)
    return ok<SlotLift>({
      version,
      publishedAt: at.toISOString(),
      measure,
      controlShare: control,
      whole,
      each: variants.map(({ key, name }) => {
        const own = counts.filter(({ variant }) => variant === key)
        const groups = { shown: sum(own, 'shown', 'each'), control: sum(own, 'control', 'each') }
        return { key, name, ...readLift(sample.each, groups, variants.length) }
      }),
      crossed: counts.reduce((total, { crossed }) => total + crossed, 0),
      daysLeft: whole.verdict === 'not_yet' ? liftDays(sample.whole, arms, { ran, days: measure.days }) : null,
      asOf,
    })
  },
})

function sum(counts: readonly LiftCount[], arm: LiftCount['arm'], sample: 'whole' | 'each' = 'whole'): LiftArm {
  const total: LiftArm = { seen: 0, closed: { reached: 0, of: 0 }, sampled: { reached: 0, of: 0 } }
  for (const count of counts) {
    if (count.arm !== arm) continue
    total.seen += count.seen
    total.closed.reached += count.closedConverted
    total.closed.of += count.closed
    total.sampled.reached += sample === 'whole' ? count.wholeConverted : count.eachConverted
    total.sampled.of += sample === 'whole' ? count.wholeClosed : count.eachClosed
  }
  return total
}
