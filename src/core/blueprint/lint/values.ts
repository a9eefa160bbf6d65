import type { Blueprint } from '#core/blueprint.ts'
import { findCatalogueEntry } from '#core/catalogue.ts'
import type { Report } from '#core/blueprint/lint/finding.ts'
import type { Place } from '#core/blueprint/lint/places.ts'
import { truthOf } from '#core/blueprint/lint/truth.ts'
import type { Reach } from '#core/blueprint/lint/truth.ts'
import { durationMs } from '#core/rule.ts'
import type { Condition, FieldCondition } from '#core/rule.ts'
import { eventNames, fieldConditions, isFieldCondition } from '#core/rule/walk.ts'

const longest = 10 * 365 * 86_400_000

/** Points, thresholds, event names, durations and counts: that they can be met, and mean what they say. */
export function lintValues(blueprint: Blueprint, places: readonly Place[], reach: Reach, report: Report): void {
  lintScores(blueprint, reach, report)
  for (const place of places) {
    for (const { name, path } of eventNames(place.visits)) lintEventName(name, path, report)
    for (const { node, path } of place.visits) lintNumbers(node, path, reach, report)
    lintNever(place, reach, report)
    lintSlow(place, report)
  }
}

function lintScores(blueprint: Blueprint, reach: Reach, report: Report): void {
  const { engagement, fit, threshold, intent, grid } = blueprint.scores
  lintDuration(engagement.halfLife, 'scores.engagement.halfLife', report)
  engagement.rules.forEach((rule, index) => {
    const path = `scores.engagement.rules[${index}]`
    if (rule.points <= 0)
      report(
        'bad_points',
        'error',
        `${path}.points`,
        `Engagement "${rule.id}" gives ${rule.points}: engagement only adds. Penalties belong to fit.`,
      )
    if (rule.cap && rule.cap.points <= 0)
      report('bad_points', 'error', `${path}.cap.points`, `The cap of "${rule.id}" lets nothing through.`)
    else if (rule.cap && rule.cap.points < rule.points) {
      report(
        'bad_points',
        'warning',
        `${path}.cap.points`,
        `The cap of "${rule.id}" (${rule.cap.points}) is smaller than one award (${rule.points}): every award is clipped.`,
      )
    }
    twoDecimals(rule.points, `${path}.points`, report)
  })
  fit.rules.forEach((rule, index) => {
    if (rule.points === 0)
      report('bad_points', 'warning', `scores.fit.rules[${index}].points`, `"${rule.id}" gives no points.`)
    twoDecimals(rule.points, `scores.fit.rules[${index}].points`, report)
  })
  if (threshold > reach.fit + reach.engagement) {
    report(
      'threshold_out_of_reach',
      'error',
      'scores.threshold',
      `Nobody can reach ${threshold}: the rules and caps allow at most ${shown(reach.fit)} for fit and ${shown(reach.engagement)} for engagement.`,
    )
  }
  if (intent > reach.engagement) {
    report(
      'threshold_out_of_reach',
      'error',
      'scores.intent',
      `Nobody can reach ${intent}: the rules and caps allow at most ${shown(reach.engagement)} for engagement.`,
    )
  }
  for (const [name, [a, b, c]] of Object.entries(grid)) {
    if (!(a > b && b > c))
      report('grid_out_of_order', 'error', `scores.grid.${name}`, `The bounds ${a}, ${b}, ${c} must fall: best first.`)
  }
}

const shown = (points: number): string => (points === Infinity ? 'any number' : String(Math.floor(points)))

function twoDecimals(points: number, path: string, report: Report): void {
  if (Math.abs(points * 100 - Math.round(points * 100)) < 1e-6) return
  report('bad_points', 'error', path, `${points} has more than two decimals; scores are kept to 0.01.`)
}

function lintEventName(name: string, path: string, report: Report): void {
  const entry = findCatalogueEntry(name)
  if (entry?.key === name) return
  report(
    'unknown_event',
    'warning',
    path,
    entry
      ? `Events called "${name}" are kept as "${entry.key}": write that name, or nothing matches.`
      : `"${name}" is not in the catalogue of events: it counts only if you send events of exactly this name.`,
  )
}

function lintNumbers(node: object, path: string, reach: Reach, report: Report): void {
  if (isFieldCondition(node as Condition)) return lintThreshold(node as FieldCondition, path, reach, report)
  if ('count' in node && 'value' in node) {
    const { value, within } = node as { value: unknown; within?: unknown }
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 1000) {
      report(
        'bad_count',
        'error',
        `${path}.value`,
        `A count is compared with a whole number from 0 to 1,000, not with ${String(value)}.`,
      )
    }
    if (typeof within === 'string' && within !== 'pass') lintDuration(within, `${path}.within`, report)
  } else if (('since' in node || 'inStage' in node) && 'value' in node) {
    lintDuration(String(node.value), `${path}.value`, report)
  }
}

function lintThreshold(node: FieldCondition, path: string, reach: Reach, report: Report): void {
  const scores = ['score.fit', 'score.engagement', 'score.total', 'pass.engagement']
  if (!scores.includes(node.field) || truthOf(node, reach) !== false) return
  report(
    'threshold_out_of_reach',
    'error',
    path,
    `Nobody can reach ${String(node.value)} of ${node.field}: the rules and caps do not allow that many points.`,
  )
}

function lintDuration(text: string, path: string, report: Report): void {
  let length: number
  try {
    length = durationMs(text)
  } catch {
    return report('bad_duration', 'error', path, `"${text}" is no length of time: write 30d, 12h, 15m or 2w.`)
  }
  if (length === 0) report('bad_duration', 'error', path, `"${text}" is no time at all: write a length such as 30d.`)
  else if (length > longest) report('bad_duration', 'warning', path, `"${text}" is more than ten years.`)
}

function lintNever({ use, path, condition }: Place, reach: Reach, report: Report): void {
  if (use === 'entry' || use === 'back' || use === 'award_on') return
  if (truthOf(condition as Condition, reach) === false) {
    report('never_true', 'warning', path, 'This rule can never hold: its parts contradict each other.')
  }
}

function lintSlow({ visits }: Place, report: Report): void {
  const slow = fieldConditions(visits).find(({ node }) => node.field.startsWith('props.'))
  if (!slow) return
  report(
    'slow_condition',
    'note',
    slow.path,
    `"${slow.node.field}" is looked up event by event; name, object, content, channel and source are decided once per kind of event, which is much faster.`,
  )
}
