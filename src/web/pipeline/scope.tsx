import type { PipelineMetricDocument } from '#contract/pipeline-metric.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { useCalendar } from './names.ts'

type Said = Pick<PipelineMetricDocument, 'pipelines' | 'from' | 'to' | 'zone' | 'windowDays' | 'windowChosen'>

/** Over what the figures were counted: days, zone, window, and where a lead is qualified. */
export function Scope({ document }: { document: Said }) {
  const calendar = useCalendar()
  const { from, to, zone, windowDays, windowChosen } = document
  return (
    <>
      {from < '2001' ? <Say id="pipeline.scope.all" /> : calendar.span(from, to)} · {zone} ·{' '}
      <Say id={windowChosen ? 'pipeline.scope.window' : 'pipeline.scope.window.auto'} values={{ days: windowDays }} />{' '}
      <QualifiedWhere document={document} />
    </>
  )
}

/** The stage at which a deal of each pipeline becomes a qualified lead. */
export function QualifiedWhere({ document }: { document: Pick<Said, 'pipelines'> }) {
  const format = useFormat()
  const places = document.pipelines.map(({ name, qualified }) =>
    document.pipelines.length === 1
      ? format.text(qualified.name)
      : `${format.text(qualified.name)} (${format.text(name)})`,
  )
  return <Say id="pipeline.scope.qualified" values={{ stages: format.list(places) }} />
}
