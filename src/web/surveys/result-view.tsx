import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { SurveyPage, SurveyResult } from '#contract/survey.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Bar, Figure, Figures, Interval, Rate } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useAnswerName } from './answer-name.ts'
import { surveyApi } from './api.ts'
import { Groups } from './result-groups.tsx'
import { type SurveySearch, surveyDays, surveySplits } from './search.ts'
import styles from './surveys.module.css'

const route = getRouteApi('/inside/capture/surveys/$id')

/** What was answered, with intervals; each number opens the answers it counts. */
export function ResultView({ survey }: { survey: SurveyPage }) {
  const say = useSay()
  const workspace = useWorkspace()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { by = 'week', days = 90 } = search
  const query = useQuery({
    queryKey: ['survey', workspace.id, survey.id, 'result', by, days],
    queryFn: ({ signal }) => surveyApi.result(survey.id, { by, days }, signal),
  })
  const set = (more: SurveySearch) => void navigate({ search: { ...search, ...more } })
  return (
    <div className={styles.stack}>
      <div className="filters">
        <label className="field">
          <Say id="surveys.result.days" />
          <select
            className="plain"
            value={days}
            onChange={(event) => {
              const chosen = surveyDays.find((one) => one === Number(event.currentTarget.value))
              if (chosen) set({ days: chosen })
            }}
          >
            {surveyDays.map((one) => (
              <option key={one} value={one}>
                {say('surveys.result.last', { days: one })}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <Say id="surveys.result.by" />
          <select
            className="plain"
            value={by}
            onChange={(event) => {
              const chosen = surveySplits.find((one) => one === event.currentTarget.value)
              if (chosen) set({ by: chosen })
            }}
          >
            {surveySplits.map((one) => (
              <option key={one} value={one}>
                {say(`surveys.by.${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Loaded query={query} lines={8}>
        {(result) =>
          result.total.answered === 0 ? (
            <EmptyState title={<Say id="surveys.result.none" />}>
              <p>
                <Say id={result.looks > 0 ? 'surveys.result.none.looks' : 'surveys.result.none.next'} />
              </p>
              <Link to="/capture/surveys/$id" params={{ id: survey.id }} search={{ view: 'place' }} className="link">
                <Say id="surveys.view.place" />
              </Link>
            </EmptyState>
          ) : (
            <>
              <Totals survey={survey} result={result} />
              {result.total.answers.length > 0 && <Answers survey={survey} result={result} />}
              <Groups survey={survey} result={result} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}

function Totals({ survey, result }: { survey: SurveyPage; result: SurveyResult }) {
  const format = useFormat()
  const { total, looks, rate, people, repeated, spam } = result
  const { measure } = survey.document
  return (
    <Section
      title={<Say id="surveys.result.title" />}
      sub={
        <>
          <Say id="surveys.result.sub" />
          {repeated > 0 && (
            <>
              {' '}
              <Say id="surveys.result.repeated" values={{ count: repeated }} />
            </>
          )}
          {spam > 0 && (
            <>
              {' '}
              <Say id="surveys.result.spam" values={{ count: spam }} />
            </>
          )}
        </>
      }
    >
      <Figures>
        <Figure
          label={<Say id="surveys.column.answers" />}
          value={
            <Link to="/capture/surveys/$id" params={{ id: survey.id }} search={{ view: 'answers' }} className="link">
              {format.number(total.answered)}
            </Link>
          }
          note={
            rate.rate === null ? (
              <Say id="surveys.result.looks" values={{ count: looks }} />
            ) : (
              <Say id="surveys.result.rate" values={{ share: format.percent(rate.rate), count: looks }} />
            )
          }
        />
        {measure !== 'none' && total.says && (
          <Figure
            label={<Say id={`surveys.measure.${measure}`} />}
            value={total.says.rate === null ? '–' : format.percent(total.says.rate)}
            note={<Interval low={total.says.low} high={total.says.high} />}
            help="interval"
          />
        )}
        {total.mean && (
          <Figure
            label={<Say id="surveys.result.mean" />}
            value={total.mean.mean === null ? '–' : format.points(total.mean.mean)}
            help="mean"
            note={
              total.mean.low === null || total.mean.high === null ? (
                <Say id="surveys.result.few" />
              ) : (
                `${format.points(round(total.mean.low))}–${format.points(round(total.mean.high))}`
              )
            }
          />
        )}
        <Figure
          label={<Say id="surveys.column.people" />}
          value={
            <Link
              to="/capture/surveys/$id"
              params={{ id: survey.id }}
              search={{ view: 'answers', known: true }}
              className="link"
            >
              {format.number(people)}
            </Link>
          }
          note={<Say id="surveys.result.nobody" values={{ count: Math.max(0, total.answered - people) }} />}
        />
      </Figures>
    </Section>
  )
}

/** Each answer with its share; the number opens who gave it. */
function Answers({ survey, result }: { survey: SurveyPage; result: SurveyResult }) {
  const say = useSay()
  const format = useFormat()
  const nameOf = useAnswerName(survey.document)
  const { answers } = result.total
  const most = Math.max(1, ...answers.map(({ count }) => count))
  const columns: Column<(typeof answers)[number]>[] = [
    {
      id: 'answer',
      head: say('surveys.answer'),
      rowHead: true,
      cell: ({ answer, count }) => (
        <div className={styles.answerName}>
          {nameOf(answer)}
          <Bar share={count / most} tone="people-2" />
        </div>
      ),
    },
    {
      id: 'count',
      head: say('surveys.column.answers'),
      num: true,
      cell: ({ answer, count }) =>
        count === 0 ? (
          '0'
        ) : (
          <Link
            to="/capture/surveys/$id"
            params={{ id: survey.id }}
            search={{ view: 'answers', chosen: answer }}
            className="link"
          >
            {format.number(count)}
          </Link>
        ),
    },
    { id: 'share', head: say('surveys.share'), help: 'interval', cell: ({ share }) => <Rate {...share} /> },
  ]
  return (
    <Section
      title={<Say id="surveys.result.answers" />}
      sub={survey.document.kind === 'several' && <Say id="surveys.result.several" />}
    >
      <Table label={say('surveys.result.answers')} columns={columns} rows={answers} keyOf={({ answer }) => answer} />
    </Section>
  )
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
