import { labelsOf } from '#actions/pipeline-label.ts'
import { readBy, resolvePipelines } from '#actions/pipeline-scope.ts'
import { measuredChances } from '#actions/pipeline/measured.ts'
import { readVerb, type Verb } from '#actions/verb.ts'
import { pipelineStageQuery, type PipelineStageDocument, type PipelineStageRow } from '#contract/pipeline-metric.ts'
import { ok } from '#contract/problem.ts'
import { aalenJohansen, incidenceAt, type IncidencePoint } from '#core/report/aalen-johansen.ts'
import { measuredOf } from '#core/report/calibrate.ts'
import { closeRate } from '#core/report/close-rate.ts'
import { kaplanMeier, quantileInterval, quantileOf } from '#core/report/kaplan-meier.ts'
import { fewestTrials } from '#core/report/newcombe.ts'
import { startOfDay } from '#core/report/period.ts'
import {
  conversionsAndFormer,
  conversionsBy,
  openPlaces,
  standingIn,
  stayExits,
  type ConversionCell,
  type StayExit,
} from '#store/deal/stage-metric.ts'

type Conversion = NonNullable<PipelineStageRow['conversion']>

/** Each stage of a pipeline: how many go on, how many are lost, how long they stay; strong and weak ones. */
export const readPipelineStages: Verb<PipelineStageDocument> = readVerb({
  permission: 'pipeline.read',
  input: pipelineStageQuery,
  async run({ db, workspaceId, input, now }) {
    const resolved = await resolvePipelines(db, workspaceId, { ...input, fewCells: true }, now)
    if (!resolved.ok) return resolved
    const { span, said, models } = resolved.value
    const model = models[0]
    const pipeline = resolved.value.scope.pipelines[0]
    if (!model || !pipeline) throw new Error('pipelines are resolved without any')
    const scope = { ...resolved.value.scope, pipelines: [pipeline] }
    const formerFrom = Temporal.PlainDate.from(said.from)
      .subtract(Temporal.PlainDate.from(said.from).until(said.to))
      .toString()
    const former = { from: startOfDay(formerFrom, said.zone), to: span.from }
    const { cells, former: formerCells } = await conversionsAndFormer(db, scope, pipeline, { span, former })
    const exits = await stayExits(db, scope, pipeline, span)
    const standing = new Map((await standingIn(db, scope, pipeline)).map((one) => [one.stage, one]))
    const measured = await measuredChances(db, scope, model, said.windowDays)
    const places = openPlaces(pipeline)
    const conversions = places.map((k) => conversionOf(cells, k, said.windowDays))
    const marks = marksOf(conversions)
    const rows = places.map((k): PipelineStageRow => {
      const stage = model.stages[k] as (typeof model.stages)[number]
      const own = cells.filter((cell) => cell.place === k)
      const count = (kind: ConversionCell['kind']) => sum(own.filter((cell) => cell.kind === kind))
      const { conversion, lostShare, curve, atRisk } = conversions[k] as Found
      const then = conversionOf(formerCells, k, said.windowDays)
      const { count: here = 0, sumMinor = 0, unconverted = 0, withoutAmount = 0 } = standing.get(stage.id) ?? {}
      return {
        stage: stage.id,
        name: stage.name,
        standing: { count: here, sumMinor, unconverted, withoutAmount },
        probability: {
          given: stage.probability ?? null,
          measured: measured.get(stage.id) ?? measuredOf({ won: 0, of: 0 }),
        },
        entered: atRisk,
        wentOn: count('came'),
        lost: count('lost'),
        stillOpen: count('open'),
        beenFurther: count('later'),
        conversion,
        lostShare,
        difference: differenceOf({ now: conversion, of: atRisk }, { now: then.conversion, of: then.atRisk }),
        mark: marks[k] ?? null,
        time: timeOf(exits.filter((exit) => exit.stage === stage.id)),
        came: thinned(curve.map(({ time, came, low, high }) => [time, came, low, high])),
        stays: thinned(
          staysOf(exits.filter((exit) => exit.stage === stage.id)).map(({ time, survival, low, high }) => [
            time,
            survival,
            low,
            high,
          ]),
        ),
      }
    })
    const by = input.by ?? null
    const found =
      by === null
        ? []
        : await conversionsBy(db, scope, pipeline, span, {
            by: readBy(by),
            windowDays: said.windowDays,
          })
    const byKey = Map.groupBy(found, ({ key }) => key)
    const labelOf = await labelsOf(db, workspaceId, by ?? '', [...byKey.keys()], models)
    const groups = [...byKey].map(([key, ofKey]) => ({
      key,
      label: labelOf(key),
      entered: ofKey.reduce((most, { entered }) => Math.max(most, entered), 0),
      stages: places.map((k) => {
        const one = ofKey.find(({ place }) => place === k)
        return {
          stage: pipeline.stages[k] as string,
          entered: one?.entered ?? 0,
          ...closeRate(one?.came ?? 0, one?.matured ?? 0),
        }
      }),
    }))
    return ok({
      ...said,
      former: { from: formerFrom, to: said.from },
      pipeline: pipeline.id,
      rows,
      by,
      groups: groups
        .toSorted((a, b) => (by === 'month' ? Number(a.key) - Number(b.key) : b.entered - a.entered))
        .slice(0, 50),
    })
  },
})

interface Found {
  conversion: Conversion | null
  lostShare: number | null
  curve: IncidencePoint[]
  atRisk: number
}

/** How many had gone on by the end of the window, of all who entered. */
function conversionOf(all: readonly ConversionCell[], place: number, windowDays: number): Found {
  const cells = all.filter((cell) => cell.place === place && cell.kind !== 'later')
  const curve = aalenJohansen(
    cells.map(({ kind, days, count }) => ({
      time: days,
      came: kind === 'came' ? count : 0,
      competing: kind === 'lost' ? count : 0,
      censored: kind === 'open' ? count : 0,
    })),
  )
  const atRisk = sum(cells)
  const point = incidenceAt(curve, windowDays)
  // as long as nobody has gone or been lost there is nothing to say
  if (!point) return { conversion: null, lostShare: null, curve, atRisk }
  const { came, low, high, standardError, competing } = point
  return { conversion: { rate: came, low, high, standardError, days: windowDays }, lostShare: competing, curve, atRisk }
}

function differenceOf(
  one: { now: Conversion | null; of: number },
  other: { now: Conversion | null; of: number },
): PipelineStageRow['difference'] {
  if (!one.now || !other.now) return null
  const difference = one.now.rate - other.now.rate
  // both are nearly normal and independent of each other
  const half = 1.959963984540054 * Math.hypot(one.now.standardError, other.now.standardError)
  const [low, high] = [Math.max(-1, difference - half), Math.min(1, difference + half)]
  const few = one.of < fewestTrials || other.of < fewestTrials
  return { difference, low, high, verdict: few ? 'too_few' : low > 0 ? 'up' : high < 0 ? 'down' : 'unclear' }
}

/** The stage that converts least and the one that converts most, where their intervals lie apart from the next. */
function marksOf(found: readonly Found[]): ('strongest' | 'weakest' | null)[] {
  const enough = found
    .flatMap(({ conversion, atRisk }, k) => (conversion && atRisk >= fewestTrials ? [{ k, ...conversion }] : []))
    .toSorted((a, b) => a.rate - b.rate)
  const marks: ('strongest' | 'weakest' | null)[] = found.map(() => null)
  const [least, next] = enough
  const [before, most] = enough.slice(-2)
  if (least && next && least.high < next.low) marks[least.k] = 'weakest'
  if (before && most && enough.length > 1 && most.low > before.high) marks[most.k] = 'strongest'
  return marks
}

function staysOf(exits: readonly StayExit[]) {
  return kaplanMeier(
    exits.map(({ exit, days, count }) => ({
      time: days,
      ended: exit === 'open' ? 0 : count,
      censored: exit === 'open' ? count : 0,
    })),
  )
}

function timeOf(exits: readonly StayExit[]): PipelineStageRow['time'] {
  const curve = staysOf(exits)
  const { time, low, high } = quantileInterval(curve, 0.5)
  return {
    stays: sum(exits),
    open: sum(exits.filter(({ exit }) => exit === 'open')),
    median: time,
    low,
    high,
    p90: quantileOf(curve, 0.9),
    back: sum(exits.filter(({ exit }) => exit === 'back')),
  }
}

function sum(cells: readonly { count: number }[]): number {
  return cells.reduce((all, { count }) => all + count, 0)
}

/** A picture needs no more points than it has pixels. */
function thinned(curve: [number, number, number, number][]): [number, number, number, number][] {
  const step = Math.ceil(curve.length / 120)
  return curve.filter((_, index) => index % step === 0 || index === curve.length - 1)
}
