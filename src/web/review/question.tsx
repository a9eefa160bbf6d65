import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { StageQuestion, StageQuestionBody } from '#contract/stage-question.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useReviewDeed } from './queries.ts'
import { reviewApi } from './review-api.ts'
import styles from './review.module.css'

// written out: the contract itself would bring its schemas onto the screen
const asks = {
  leak: ['promised', 'words', 'content', 'need', 'goal'],
  test: ['why', 'impact', 'urgency'],
} as const
type Ask = (typeof asks)['leak' | 'test'][number]

interface QuestionInput {
  question: StageQuestion
  mayWrite: boolean
  /** names the form */
  label: string
}

/** One review of what a stage promises, or one test why it is there: answers, the change, and whether it helped. */
export function Question({ question, mayWrite, label }: QuestionInput) {
  const say = useSay()
  const format = useFormat()
  const { isPending: pending, go } = useReviewDeed()
  const { kind, closedAt } = question
  const isLeak = kind === 'leak'
  const [answers, setAnswers] = useState<{ [Key in Ask]?: string | undefined }>(question.answers)
  const [meets, setMeets] = useState({ need: question.meetsNeed, goal: question.meetsGoal })
  const [change, setChange] = useState(question.change ?? '')
  const [changeBy, setChangeBy] = useState(question.changeBy ?? '')
  const [changeDay, setChangeDay] = useState(question.changeDay ?? '')
  const write = (body: Omit<StageQuestionBody, 'revision'>) =>
    go({
      run: () => reviewApi.answer(question.id, { revision: question.revision, ...body }),
      said: () => say('stageQ.saved'),
    })
  const save = (event: FormEvent) => {
    event.preventDefault()
    write({
      answers,
      ...(isLeak
        ? {
            meetsNeed: meets.need,
            meetsGoal: meets.goal,
            change: change.trim() === '' ? null : change.trim(),
            changeBy: changeBy.trim() === '' ? null : changeBy.trim(),
            changeDay: changeDay === '' ? null : changeDay,
          }
        : {}),
    })
  }
  const locked = !mayWrite || closedAt !== null
  return (
    <form className={styles.question} onSubmit={save} aria-label={label}>
      <h3>
        {say(`stageQ.kind.${kind}`)}{' '}
        <span className="quiet small">
          <Say id="stageQ.opened" values={{ who: question.openedBy, at: format.date(question.openedAt) }} />
          {closedAt !== null && <> · {say('stageQ.closed', { at: format.date(closedAt) })}</>}
        </span>
      </h3>
      <div className={styles.answers}>
        {asks[kind].map((ask) => (
          <label key={ask} className="field">
            {say(`stageQ.ask.${ask}`)}
            <textarea
              className={styles.area}
              rows={2}
              maxLength={4000}
              readOnly={locked}
              value={answers[ask] ?? ''}
              onChange={(event) => setAnswers({ ...answers, [ask]: event.currentTarget.value })}
            />
          </label>
        ))}
      </div>
      {isLeak && (
        <>
          <div className={styles.pair}>
            <Meets
              label={say('stageQ.meetsNeed')}
              value={meets.need}
              locked={locked}
              onChange={(need) => setMeets({ ...meets, need })}
            />
            <Meets
              label={say('stageQ.meetsGoal')}
              value={meets.goal}
              locked={locked}
              onChange={(goal) => setMeets({ ...meets, goal })}
            />
          </div>
          <div className={styles.changed}>
            <label className="field">
              <Say id="stageQ.change" />
              <input
                className="plain"
                maxLength={4000}
                readOnly={locked}
                value={change}
                onChange={(event) => setChange(event.currentTarget.value)}
              />
            </label>
            <label className="field">
              <Say id="stageQ.changeBy" />
              <input
                className="plain"
                maxLength={300}
                readOnly={locked}
                value={changeBy}
                onChange={(event) => setChangeBy(event.currentTarget.value)}
              />
            </label>
            <label className="field">
              <Say id="stageQ.changeDay" />
              <input
                type="date"
                className="plain"
                readOnly={locked}
                value={changeDay}
                onChange={(event) => setChangeDay(event.currentTarget.value)}
              />
            </label>
          </div>
          <Effect question={question} />
        </>
      )}
      {mayWrite && (
        <div className={styles.buttons}>
          {closedAt === null && (
            <Button type="submit" size="xs" loading={pending}>
              <Say id="stageQ.save" />
            </Button>
          )}
          <Button variant="default" size="xs" loading={pending} onClick={() => write({ closed: closedAt === null })}>
            <Say id={closedAt === null ? 'stageQ.close' : 'stageQ.reopen'} />
          </Button>
        </div>
      )}
    </form>
  )
}

interface MeetsInput {
  label: string
  value: boolean | null
  locked: boolean
  onChange(value: boolean | null): void
}

function Meets({ label, value, locked, onChange }: MeetsInput) {
  const say = useSay()
  return (
    <label className="field">
      {label}
      <select
        className="plain"
        disabled={locked}
        value={value === null ? '' : String(value)}
        onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value === 'true')}
      >
        <option value="">{say('stageQ.unknown')}</option>
        <option value="true">{say('stageQ.yes')}</option>
        <option value="false">{say('stageQ.no')}</option>
      </select>
    </label>
  )
}

/** Did the step improve? */
function Effect({ question: { effect, changeDay } }: Pick<QuestionInput, 'question'>) {
  const say = useSay()
  const format = useFormat()
  if (changeDay === null) return null
  if (effect === null)
    return (
      <p className="small quiet">
        <Say id="stageQ.effect.none" />
      </p>
    )
  const share = (one: typeof effect.before) =>
    one === null
      ? say('stageQ.noData')
      : say('stageQ.of', { share: format.percent(one.rate), of: format.number(one.of) })
  return (
    <p className={styles.said}>
      <b>{say(`stageQ.verdict.${effect.verdict}`)}</b>{' '}
      <Say
        id="stageQ.effect"
        values={{ days: effect.days, before: share(effect.before), after: share(effect.after) }}
      />
    </p>
  )
}
