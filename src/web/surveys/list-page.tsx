import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SurveyList } from '#contract/survey.ts'
import { wordsIn } from '#core/form/document.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { Rate } from '../ui/figure.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { surveysQuery } from './api.ts'
import { NewSurvey } from './new-survey.tsx'
import { StateChip } from './state-chip.tsx'
import styles from './surveys.module.css'

/** Every survey of the workspace, the last changed first, with what was answered in 90 days. */
export function SurveysPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('capture.write')
  const query = useQuery(surveysQuery(workspace.id))
  const [making, setMaking] = useState(false)
  const make = mayWrite && (
    <Button onClick={() => setMaking(true)}>
      <Say id="surveys.new" />
    </Button>
  )
  return (
    <CaptureFrame tab="surveys" sentence={<Say id="surveys.lead" />} actions={make}>
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="surveys.none" />}>
              <p>
                <Say id="surveys.none.next" />
              </p>
              {make}
            </EmptyState>
          ) : (
            <section className="card">
              <Surveys items={items} />
            </section>
          )
        }
      </Loaded>
      {making && <NewSurvey onClose={() => setMaking(false)} />}
    </CaptureFrame>
  )
}

function Surveys({ items }: SurveyList) {
  const say = useSay()
  const format = useFormat()
  const { language } = useLanguage()
  const columns: Column<SurveyList['items'][number]>[] = [
    {
      id: 'name',
      head: say('surveys.column.survey'),
      rowHead: true,
      cell: ({ id, name, question, state }) => (
        <>
          <Link
            to="/capture/surveys/$id"
            params={{ id }}
            search={state === 'draft' ? { view: 'ask' } : {}}
            className="link"
          >
            {name}
          </Link>
          <div className="quiet small">{wordsIn(question, language, 'en')}</div>
        </>
      ),
    },
    { id: 'state', head: say('surveys.column.state'), cell: ({ state }) => <StateChip state={state} /> },
    {
      id: 'answered',
      head: say('surveys.column.answers'),
      num: true,
      cell: ({ answered }) => format.number(answered),
    },
    {
      id: 'people',
      head: say('surveys.column.people'),
      num: true,
      wide: true,
      cell: ({ people }) => format.number(people),
    },
    {
      id: 'looks',
      head: say('surveys.column.looks'),
      num: true,
      wide: true,
      cell: ({ looks }) => format.number(looks),
    },
    {
      id: 'says',
      head: say('surveys.column.says'),
      help: 'interval',
      wide: true,
      cell: ({ measure, says }) =>
        measure === 'none' ? (
          <span className="quiet small">
            <Say id="surveys.measure.none" />
          </span>
        ) : (
          <>
            <span className="small">
              <Say id={`surveys.measure.${measure}`} />
            </span>
            <div>
              <Rate {...says} />
            </div>
          </>
        ),
    },
    {
      id: 'last',
      head: say('surveys.column.last'),
      wide: true,
      cell: ({ lastAt }) => (
        <span className="quiet small">{lastAt === null ? say('surveys.never') : format.dateTime(lastAt)}</span>
      ),
    },
  ]
  return (
    <div className={styles.list}>
      <Table label={say('surveys.table')} columns={columns} rows={items} keyOf={({ id }) => id} />
      <p className="quiet small">
        <Say id="surveys.days" />
      </p>
    </div>
  )
}
