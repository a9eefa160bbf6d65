import type { SurveyPage, SurveyResult } from '#contract/survey.ts'
import { useFormat } from '../app/format.ts'
import { languageNames } from '../app/language.tsx'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Rate } from '../ui/figure.tsx'
import { IntervalBar } from '../ui/interval-bar.tsx'
import { Section } from '../ui/page.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useAnswerName } from './answer-name.ts'
import styles from './surveys.module.css'

type Group = SurveyResult['groups'][number]

/** The same by week, channel, language or site. */
export function Groups({ survey, result }: { survey: SurveyPage; result: SurveyResult }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const answerName = useAnswerName(survey.document)
  const { by } = result
  const { measure, kind } = survey.document
  const nameOf = (value: string | null): string => {
    if (value === null) return say(by === 'host' ? 'surveys.by.own' : 'surveys.by.unknown')
    if (by === 'week') return format.calendar(value)
    if (by === 'channel') return wordFor('channel', value)
    if (by === 'language') return languageNames[value as keyof typeof languageNames] ?? value
    return value
  }
  const columns: Column<Group>[] = [
    { id: 'value', head: say(`surveys.by.${by}`), rowHead: true, cell: ({ value }) => nameOf(value) },
    { id: 'answered', head: say('surveys.column.answers'), num: true, cell: ({ answered }) => format.number(answered) },
    ...(measure === 'none'
      ? []
      : [
          {
            id: 'says',
            head: say(`surveys.measure.${measure}`),
            help: 'interval',
            cell: ({ says }: Group) =>
              says && (
                <div className={styles.rate}>
                  <Rate {...says} />
                  {says.rate !== null && says.low !== null && says.high !== null && (
                    <IntervalBar rate={says.rate} low={says.low} high={says.high} />
                  )}
                </div>
              ),
          } as const,
        ]),
    ...(kind === 'scale'
      ? [
          {
            id: 'mean',
            head: say('surveys.result.mean'),
            num: true,
            cell: ({ mean }: Group) =>
              mean === null || mean.mean === null ? (
                '–'
              ) : (
                <>
                  {format.points(Math.round(mean.mean * 10) / 10)}
                  <div className="quiet small">
                    {mean.low === null || mean.high === null
                      ? say('surveys.result.few.short')
                      : `${format.points(Math.round(mean.low * 10) / 10)}–${format.points(Math.round(mean.high * 10) / 10)}`}
                  </div>
                </>
              ),
          } as const,
        ]
      : result.total.answers.map(({ answer }): Column<Group> => ({
          id: `answer_${answer}`,
          head: <span className={styles.answerHead}>{answerName(answer)}</span>,
          num: true,
          wide: true,
          cell: ({ answers }) => {
            const one = answers.find((other) => other.answer === answer)
            return one === undefined || one.share.rate === null ? '–' : format.share(one.share.rate)
          },
        }))),
  ]
  return (
    <Section
      title={<Say id={`surveys.by.title.${by}`} />}
      sub={<Say id="surveys.by.sub" values={{ zone: result.zone }} />}
    >
      <Table
        label={say(`surveys.by.title.${by}`)}
        columns={columns}
        // the newest week first
        rows={by === 'week' ? result.groups.toReversed() : result.groups}
        keyOf={({ value }) => value ?? ''}
        scroll
      />
    </Section>
  )
}
