import { Button, Textarea } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import type { WorksheetPage } from '#contract/icp.ts'
import { answeredOf, type WorksheetAnswers, worksheetParts, type WorksheetQuestion } from '#core/icp/worksheet.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Bar } from '../ui/figure.tsx'
import { Page, PageHead, Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { icpApi, sheetQuery, sheetsQuery } from './icp-api.ts'
import styles from './icp.module.css'
import { Past } from './past.tsx'
import { PhrasePicker, withPhrase } from './phrase-picker.tsx'
import { IcpTabs } from './tabs.tsx'

const route = getRouteApi('/inside/icp/worksheet/$id')

/** One worksheet, a part at a time; on paper all of it. */
export function SheetPage() {
  const say = useSay()
  const { id } = route.useParams()
  const workspace = useWorkspace()
  const sheet = useQuery(sheetQuery(workspace.id, id))
  return (
    <Page title={sheet.data?.name ?? say('icp.sheets')}>
      <Loaded query={sheet} lines={10}>
        {(data) => <Opened key={data.id} sheet={data} />}
      </Loaded>
    </Page>
  )
}

function Opened({ sheet }: { sheet: WorksheetPage }) {
  const { part = 'wants' } = route.useSearch()
  const mayWrite = useMay('icp.write')
  const { answers, state, write, flush } = useAnswers(sheet)
  const answered = answeredOf(answers)
  const at = worksheetParts.findIndex(({ id }) => id === part)
  const before = worksheetParts[at - 1]
  const next = worksheetParts[at + 1]
  return (
    <>
      <PageHead
        title={sheet.name}
        sentence={<Say id={sheet.inForce ? 'icp.sheet.inForce' : 'icp.sheet.aside'} />}
        {...(sheet.scope === '' ? {} : { scope: sheet.scope })}
        actions={
          <Button variant="default" onClick={() => print()}>
            <Say id="icp.sheet.print" />
          </Button>
        }
      />
      <IcpTabs />
      <div className={styles.progress} data-no-print>
        <Bar share={answered / sheet.of} tone="account" />
        <span className="quiet small">
          <Say id="icp.sheets.progress" values={{ answered, of: sheet.of }} />
          {' · '}
          <span role="status">
            <Say id={`icp.sheet.${state}`} />
          </span>
        </span>
      </div>
      <nav className={styles.steps} data-no-print>
        {worksheetParts.map(({ id, questions }, index) => {
          const done = questions.filter((one) => (answers[one] ?? '').trim() !== '').length
          return (
            <Link
              key={id}
              to="/icp/worksheet/$id"
              params={{ id: sheet.id }}
              search={index === 0 ? {} : { part: id }}
              activeOptions={{ exact: true }}
              {...(id === part ? { 'aria-current': 'step' as const } : {})}
            >
              <Say id={`icp.part.${id}`} />{' '}
              <span className="quiet small">
                {done}/{questions.length}
              </span>
            </Link>
          )
        })}
      </nav>
      {worksheetParts.map(({ id, questions }) => (
        <div key={id} className={styles.part} data-current={id === part}>
          <Section title={<Say id={`icp.part.${id}`} />} sub={<Say id={`icp.partAbout.${id}`} />}>
            {id === 'past' && <Past past={sheet.past} />}
            {questions.map((question) => (
              <Question
                key={question}
                question={question}
                value={answers[question] ?? ''}
                fixed={!mayWrite}
                onChange={(text) => write(question, text)}
                onLeave={flush}
              />
            ))}
          </Section>
        </div>
      ))}
      <div className={styles.buttons} data-no-print>
        {before && (
          <Link
            to="/icp/worksheet/$id"
            params={{ id: sheet.id }}
            search={at === 1 ? {} : { part: before.id }}
            className="link"
          >
            ← <Say id={`icp.part.${before.id}`} />
          </Link>
        )}
        {next && (
          <Link to="/icp/worksheet/$id" params={{ id: sheet.id }} search={{ part: next.id }} className="link">
            <Say id={`icp.part.${next.id}`} /> →
          </Link>
        )}
      </div>
    </>
  )
}

interface QuestionInput {
  question: WorksheetQuestion
  value: string
  fixed: boolean
  onChange(text: string): void
  onLeave(): void
}

function Question({ question, value, fixed, onChange, onLeave }: QuestionInput) {
  const say = useSay()
  return (
    <div className={styles.question}>
      <Textarea
        label={say(`icp.ask.${question}`)}
        description={say(`icp.askAbout.${question}`)}
        autosize
        minRows={2}
        maxLength={4000}
        readOnly={fixed}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onLeave}
      />
      {!fixed && question !== 'daysToClose' && <PhrasePicker onPick={(said) => onChange(withPhrase(value, said))} />}
    </div>
  )
}

/** Answers kept as they are written: a moment after the last key, and when a field is left. */
function useAnswers(sheet: WorksheetPage) {
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const [answers, setAnswers] = useState<WorksheetAnswers>(sheet.answers)
  const [state, setState] = useState<'saved' | 'saving' | 'unsaved'>('saved')
  const waiting = useRef<WorksheetAnswers>({})
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const flush = () => {
    clearTimeout(timer.current)
    const sent = waiting.current
    if (Object.keys(sent).length === 0) return
    waiting.current = {}
    setState('saving')
    icpApi.changeSheet(sheet.id, { answers: sent }).then(
      (saved) => {
        setState(Object.keys(waiting.current).length === 0 ? 'saved' : 'unsaved')
        client.setQueryData(sheetQuery(workspace.id, sheet.id).queryKey, (old) => (old ? { ...old, ...saved } : old))
        void client.invalidateQueries({ queryKey: sheetsQuery(workspace.id).queryKey })
      },
      (error: unknown) => {
        // what was written since stands before it
        waiting.current = { ...sent, ...waiting.current }
        setState('unsaved')
        undo.failed(error)
      },
    )
  }
  const last = useRef(flush)
  useEffect(() => () => last.current(), [])
  const write = (question: WorksheetQuestion, text: string) => {
    setAnswers((before) => ({ ...before, [question]: text }))
    waiting.current = { ...waiting.current, [question]: text }
    setState('unsaved')
    clearTimeout(timer.current)
    timer.current = setTimeout(flush, 900)
  }
  return { answers, state, write, flush }
}
