import { Button } from '@mantine/core'
import type { DealPage, PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './deal.module.css'

interface StagePathInput {
  deal: DealPage
  pipeline: PipelineView | undefined
  move(to: { stage?: string; outcome?: string }): void
}

/** The way through the pipeline, the goal of the stage it stands in, and what is missing before the next. */
export function StagePath({ deal, pipeline, move }: StagePathInput) {
  const say = useSay()
  const format = useFormat()
  if (!pipeline) return null
  const place = pipeline.stages.findIndex(({ id }) => id === deal.stage)
  const furthest = pipeline.stages.findIndex(({ id }) => id === deal.furthest)
  const wins = pipeline.stages.findIndex(({ won }) => won)
  const stage = pipeline.stages[place]
  const next = place < 0 ? undefined : pipeline.stages[place + 1]
  const missing = deal.gates.filter(({ met }) => !met)
  return (
    <Section
      title={format.text(pipeline.name)}
      help="pipeline"
      actions={
        deal.mayChange && next && deal.status === 'open' ? (
          <Button size="compact-md" onClick={() => move({ stage: next.id })}>
            <Say id="deal.next" values={{ stage: format.text(next.name) }} />
          </Button>
        ) : undefined
      }
    >
      <ol className={styles.path} aria-label={say('deal.path')}>
        {pipeline.stages.map((one, index) => (
          <li
            key={one.id}
            data-reached={index <= furthest}
            data-won={wins >= 0 && index >= wins}
            {...(index === place ? { 'aria-current': 'step' as const } : {})}
          >
            {deal.mayChange && index !== place ? (
              <button type="button" className="bare" onClick={() => move({ stage: one.id })}>
                {format.text(one.name)}
                <span className="hidden"> · {say('deal.path.move')}</span>
              </button>
            ) : (
              <span>{format.text(one.name)}</span>
            )}
            {one.probability !== null && one.probability < 1 && (
              <span className="quiet small"> {format.share(one.probability)}</span>
            )}
          </li>
        ))}
      </ol>
      {stage && (
        <p className={styles.goal}>
          <span className="quiet">
            <Say id="deal.goal" />
          </span>{' '}
          {format.text(stage.goal)}
        </p>
      )}
      {deal.gates.length > 0 && next && deal.status === 'open' && (
        <>
          <h3 className={styles.sub}>
            {missing.length === 0 ? (
              <Say id="deal.gates.ready" values={{ stage: format.text(next.name) }} />
            ) : (
              <Say id="deal.gates.missing" values={{ count: missing.length, stage: format.text(next.name) }} />
            )}
          </h3>
          <ul className={styles.checks}>
            {deal.gates.map((gate) => (
              <li key={gate.id} data-met={gate.met}>
                <span aria-hidden="true">{gate.met ? '✓' : '○'}</span> {format.text(gate.name)}
                <span className="hidden"> {say(gate.met ? 'deal.gate.met' : 'deal.gate.missing')}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  )
}
