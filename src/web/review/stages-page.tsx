import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { PipelineView } from '#contract/deal.ts'
import type { PipelineStageDocument } from '#contract/pipeline-metric.ts'
import type { StageQuestion, StageQuestionList } from '#contract/stage-question.ts'
import { get } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { usePipelines } from '../deal/queries.ts'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { ReviewFrame } from './frame.tsx'
import { useReviewDeed } from './queries.ts'
import { Question } from './question.tsx'
import { reviewApi } from './review-api.ts'
import styles from './review.module.css'

const route = getRouteApi('/inside/review/stages')

/** Each stage of a pipeline: does it leak, what was heard there, what was asked of it and what came of a change. */
export function StageQuestionsPage() {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const pipelines = usePipelines()
  const pipeline = pipelines?.items.find(({ id }) => id === search.pipeline) ?? pipelines?.items[0]
  const asked = useQuery({
    queryKey: ['review', workspace.id, 'stages', pipeline?.id],
    queryFn: ({ signal }) => reviewApi.stages({ pipeline: pipeline?.id }, signal),
    enabled: pipeline !== undefined,
  })
  const numbers = useQuery({
    queryKey: ['pipeline', workspace.id, 'stages', 'review', pipeline?.id],
    queryFn: ({ signal }) => get<PipelineStageDocument>('/api/pipeline/stages', { pipeline: pipeline?.id }, signal),
    enabled: pipeline !== undefined,
  })
  return (
    <ReviewFrame tab="stages" help="leak" sentence={<Say id="stageQ.sentence" />}>
      {(pipelines?.items.length ?? 0) > 1 && (
        <form className="filters" aria-label={say('hygiene.filters')} onSubmit={(event) => event.preventDefault()}>
          <label className="field">
            <Say id="hygiene.pipeline" />
            <select
              className="plain"
              value={pipeline?.id ?? ''}
              onChange={(event) => void navigate({ search: { pipeline: event.currentTarget.value }, replace: true })}
            >
              {pipelines?.items.map(({ id, name }) => (
                <option key={id} value={id}>
                  {format.text(name)}
                </option>
              ))}
            </select>
          </label>
        </form>
      )}
      <Loaded query={asked} lines={10}>
        {(list) => (
          <div className="stack">
            {pipeline &&
              list.heard.map(({ stage }) => (
                <Stage key={stage} id={stage} pipeline={pipeline} list={list} numbers={numbers.data} />
              ))}
          </div>
        )}
      </Loaded>
    </ReviewFrame>
  )
}

interface StageInput {
  id: string
  pipeline: PipelineView
  list: StageQuestionList
  numbers: PipelineStageDocument | undefined
}

function Stage({ id, pipeline, list, numbers }: StageInput) {
  const say = useSay()
  const format = useFormat()
  const { isPending: pending, go } = useReviewDeed()
  const stage = pipeline.stages.find((one) => one.id === id)
  const questions = list.items.filter((one) => one.stage === id)
  const open = (kind: StageQuestion['kind']) =>
    go({ run: () => reviewApi.open({ pipeline: pipeline.id, stage: id, kind }) })
  const isOpen = (kind: StageQuestion['kind']) => questions.some((one) => one.kind === kind && one.closedAt === null)
  return (
    <Section
      title={stage ? format.text(stage.name) : id}
      sub={stage && format.text(stage.goal)}
      actions={
        list.mayWrite && (
          <div className={styles.buttons}>
            {!isOpen('leak') && (
              <Button variant="default" size="xs" loading={pending} onClick={() => open('leak')}>
                <Say id="stageQ.open.leak" />
              </Button>
            )}
            {!isOpen('test') && (
              <Button variant="default" size="xs" loading={pending} onClick={() => open('test')}>
                <Say id="stageQ.open.test" />
              </Button>
            )}
          </div>
        )
      }
    >
      <Numbers row={numbers?.rows.find((row) => row.stage === id)} />
      <Heard id={id} pipeline={pipeline} list={list} />
      {questions.map((question) => (
        <Question
          key={`${question.id}:${question.revision}`}
          question={question}
          mayWrite={list.mayWrite}
          label={`${say(`stageQ.kind.${question.kind}`)}: ${stage ? format.text(stage.name) : id}`}
        />
      ))}
    </Section>
  )
}

/** How many go on and how long it takes; whether that is less than before. */
function Numbers({ row }: { row: PipelineStageDocument['rows'][number] | undefined }) {
  const say = useSay()
  const format = useFormat()
  if (!row) return null
  const leak = row.difference?.verdict === 'down' ? 'stageQ.weak' : row.mark === 'weakest' ? 'stageQ.weakest' : null
  return (
    <p className={styles.line}>
      {leak !== null && (
        <span className="chip" data-kind="heat">
          {say(leak)}
        </span>
      )}
      <span>
        {row.conversion === null ? (
          <span className="quiet">{say('stageQ.noData')}</span>
        ) : (
          <>
            <Say id="stageQ.goesOn" values={{ share: format.percent(row.conversion.rate) }} />{' '}
            <span className="quiet small">{format.interval(row.conversion.low, row.conversion.high)}</span>
          </>
        )}
      </span>
      {row.time.median !== null && (
        <span className="quiet">
          <Say id="stageQ.time" values={{ days: Math.round(row.time.median) }} />
        </span>
      )}
    </p>
  )
}

/** What those said who left from here, and what was raised here. */
function Heard({ id, pipeline, list }: Omit<StageInput, 'numbers'>) {
  const format = useFormat()
  const wordFor = useWordFor()
  const heard = list.heard.find(({ stage }) => stage === id)
  const reasonName = (reason: string) => {
    const found = Object.values(pipeline.reasons)
      .flat()
      .find((one) => one.id === reason)
    return found ? format.text(found.name) : reason
  }
  const counted = (name: string, count: number) => `${name} (${format.number(count)})`
  if (!heard) return null
  return (
    <>
      {heard.reasons.length > 0 && (
        <p className="small">
          <Say
            id="stageQ.reasons"
            values={{ list: format.list(heard.reasons.map(({ reason, count }) => counted(reasonName(reason), count))) }}
          />
        </p>
      )}
      {heard.objections.length > 0 && (
        <p className="small">
          <Say
            id="stageQ.objections"
            values={{
              list: format.list(
                heard.objections.map(({ kind, count }) => counted(wordFor('deal.objection.kind', kind), count)),
              ),
            }}
          />
        </p>
      )}
    </>
  )
}
