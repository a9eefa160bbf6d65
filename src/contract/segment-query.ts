import { z } from 'zod'
import { personRow } from '#contract/person.ts'
import { conditionSchema } from '#contract/rule.ts'
import type { Condition } from '#core/rule.ts'
import { readField } from '#core/rule/fields.ts'
import { isFieldCondition, texts, walkCondition } from '#core/rule/walk.ts'
import { isWholeText } from '#core/text.ts'

/** What a segment cannot ask, and where it stands in the condition. */
export interface SegmentFault {
  path: string
  message: string
}

/**
 * The parts of a condition that mean something only while a stage rule is asked (the running pass, the event of this
 * moment), that no reader knows, or that no text can be. None: every reader answers it alike, at any moment.
 */
export function segmentFaults(condition: Condition): SegmentFault[] {
  const faults: SegmentFault[] = []
  for (const { node, path, ofEvent } of walkCondition(condition)) {
    const report = (at: string, message: string) =>
      faults.push({ path: `${path}${at}`.replaceAll('[', '.').replaceAll(']', '').replace(/^\./, ''), message })
    if (!ofEvent && 'count' in node && node.within === 'pass') {
      report('.within', 'a segment belongs to no model, so it has no pass: write a length of time such as 30d, or none')
    } else if (!ofEvent && 'event' in node) {
      report('', '"event" asks about the moment of an event; of a segment ask {"count": …, "op": "gte", "value": 1}')
    } else if (isFieldCondition(node)) {
      const { scope } = readField(node.field)
      if (scope === 'pass') {
        report('.field', 'a segment belongs to no model, so it has no pass: use score.engagement')
      } else if (scope === 'unknown' || ofEvent !== (scope === 'event' || scope === 'props')) {
        report('.field', `there is no field "${node.field}" here`)
      }
      if (!texts(node.value).concat(node.field).every(isWholeText)) report('.value', 'holds a NUL or half a character')
    } else if ('inStage' in node && !isWholeText(node.inStage)) report('.inStage', 'holds a NUL or half a character')
  }
  return faults
}

/** A condition that chooses people, at any moment. */
export const segmentCondition: z.ZodType<Condition> = conditionSchema
  .superRefine((condition, context) => {
    // what is no condition at all was refused already
    if (context.issues.length > 0) return
    for (const { path, message } of segmentFaults(condition)) {
      context.addIssue({ code: 'custom', path: path.split('.').filter((part) => part !== ''), message })
    }
  })
  .meta({ id: 'SegmentCondition', description: 'A condition on people: docs/concepts/rules.md' })

/** `POST /api/segments/preview`: how many people a condition chooses. Changes nothing. */
export const segmentCountInput = z.object({ condition: segmentCondition })

export const segmentCount = z.object({
  count: z.int(),
  /** people of the workspace, chosen or not */
  of: z.int(),
  /** those whose scores and stages wait for a new blueprint version or a fact of their account */
  pending: z.int(),
  asOf: z.iso.datetime(),
})
export type SegmentCount = z.infer<typeof segmentCount>

/** `POST /api/segments/people`: the people a condition chooses, best engagement first. Changes nothing. */
export const segmentPeopleInput = z.object({
  condition: segmentCondition,
  limit: z.int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

/** All pages are as of the first one's moment. */
export const segmentPeople = z.object({
  items: z.array(personRow),
  /** null on the last page */
  next: z.string().nullable(),
  asOf: z.iso.datetime(),
})
export type SegmentPeople = z.infer<typeof segmentPeople>
