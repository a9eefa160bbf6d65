import type { PersonScores } from '#contract/person.ts'
import type { FoldedPerson } from '#actions/person/load.ts'
import { ledgerOf } from '#core/ledger.ts'
import { fallsUnder, gridCell, roundPoints, scoreAt } from '#core/score.ts'
import { isoTime } from '#store/rows.ts'

const day = 86_400_000

/** Both scores at `at` (epoch ms), opened to the rules and awards they are made of. */
export function scoresOf(person: FoldedPerson, at: number): PersonScores {
  const { run, events } = person
  const { program, state } = run
  const { scores } = program.blueprint
  const ledger = ledgerOf(person, at)
  const fit = roundPoints(state.fitPoints)
  const total = totalOf(person, at)
  const grid = gridCell(fit, ledger.score, scores.grid)
  const names = new Map(scores.engagement.rules.map((rule) => [rule.id, rule.name]))
  const byMessage = new Map(events.map((event) => [event.messageId, event]))
  const falls = fallsUnder(state.engagement, state.fitPoints, scores.threshold, at, program.halfLife)
  return {
    fit,
    engagement: ledger.score,
    total,
    threshold: scores.threshold,
    intent: scores.intent,
    halfLifeDays: program.halfLife / day,
    grid: { fit: grid.letter, engagement: String(grid.digit) },
    fallsUnderAt: falls > at && falls <= 8.64e15 ? isoTime(falls) : null,
    asOf: isoTime(at) as string,
    fitLedger: program.fit.flatMap(({ id, points }) => {
      const held = state.fit[id]
      const rule = scores.fit.rules.find((one) => one.id === id)
      if (!held || !rule) return []
      return [{ rule: id, name: rule.name, points, version: program.version, since: isoTime(held[0]), when: rule.when }]
    }),
    engagementLedger: ledger.lines.map((line) => ({
      rule: line.rule,
      name: names.get(line.rule) ?? { en: line.rule },
      event: {
        messageId: line.messageId,
        name: byMessage.get(line.messageId)?.name ?? '',
        time: isoTime(line.time) as string,
        object: byMessage.get(line.messageId)?.object ?? null,
      },
      points: line.points,
      clipped: line.clipped,
      worth: line.worth,
      version: line.version,
      spentAt: line.spentAt <= 8.64e15 ? isoTime(line.spentAt) : null,
    })),
    spent: ledger.spent,
  }
}

function totalOf({ run }: FoldedPerson, at: number): number {
  const { program, state } = run
  return roundPoints(state.fitPoints + scoreAt(state.engagement, at, program.halfLife))
}
