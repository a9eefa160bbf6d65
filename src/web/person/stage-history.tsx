import { useState } from 'react'
import type { Cause, ModelHistory, PersonPage } from '#contract/person.ts'
import { useFormat, type Words } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import styles from './person.module.css'

/** Where they stand in each model, and each step on the way with the reason it was taken. */
export function StageHistory({ person }: { person: PersonPage }) {
  const say = useSay()
  const format = useFormat()
  const [chosen, setChosen] = useState(person.lifecycle)
  const history = person.stages.find(({ model }) => model === chosen) ?? person.stages[0]
  if (!history) return null
  return (
    <section className="card">
      <header>
        <h2>
          <Say id="stages.title" />
        </h2>
        <p className="quiet small">
          <Say id="stages.about" />
        </p>
      </header>
      <div className={styles.models} role="group" aria-label={say('funnel.model')}>
        {person.stages.map(({ model, name }) => (
          <button key={model} type="button" aria-pressed={model === history.model} onClick={() => setChosen(model)}>
            {format.text(name)}
          </button>
        ))}
      </div>
      <Track history={history} />
      <Intervals history={history} />
    </section>
  )
}

/** The stages in order: reached, here now, not yet. */
function Track({ history }: { history: ModelHistory }) {
  const format = useFormat()
  return (
    <ol className={styles.track}>
      {history.stages.map((stage) => (
        <li
          key={stage.id}
          data-reached={stage.reachedAt !== null}
          data-imputed={stage.imputed}
          aria-current={stage.id === history.current && history.outcome === null ? 'step' : undefined}
        >
          {format.text(stage.name)}
          {stage.reachedAt !== null && (
            <div className="quiet" style={{ fontWeight: 400 }}>
              {stage.imputed ? <Say id="stages.imputed" /> : format.date(stage.reachedAt)}
            </div>
          )}
        </li>
      ))}
    </ol>
  )
}

function Intervals({ history }: { history: ModelHistory }) {
  const format = useFormat()
  if (history.intervals.length === 0)
    return (
      <p className="quiet">
        <Say id="stages.none" />
      </p>
    )
  const laps = new Set(history.intervals.map(({ pass }) => pass)).size
  return (
    <ol>
      {history.intervals.toReversed().map((interval) => {
        const door = doorName(history, interval.stage, interval.door)
        const length = interval.leftAt === null ? null : Date.parse(interval.leftAt) - Date.parse(interval.enteredAt)
        return (
          <li
            key={`${interval.pass}/${interval.stage}/${interval.visit}/${interval.enteredAt}`}
            className={styles.interval}
          >
            <div className={styles.when}>
              {format.dateTime(interval.enteredAt)}
              <div>
                {length === null ? (
                  <Say id="stages.now" />
                ) : length < 1000 ? (
                  <Say id="stages.passedAtOnce" />
                ) : (
                  format.duration(length)
                )}
              </div>
            </div>
            <div>
              <strong>{stageName(history, interval.stage, format.text)}</strong>
              {door && <span className="quiet"> · {format.text(door)}</span>}{' '}
              {laps > 1 && (
                <span className="chip">
                  <Say id="stages.lap" values={{ pass: interval.pass }} />
                </span>
              )}{' '}
              {interval.visit > 1 && (
                <span className="chip">
                  <Say id="stages.visit" values={{ visit: interval.visit }} />
                </span>
              )}
              <Why cause={interval.cause} />
              {interval.leftCause && interval.leftTo !== null && leftBackwards(history, interval.leftTo) && (
                <div className={styles.why}>
                  <Say id="stages.left" values={{ to: stageName(history, interval.leftTo, format.text) }} />
                  <Why cause={interval.leftCause} />
                </div>
              )}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

/** The reason of a step: the conditions that held, the event that brought them, or the person who did it. */
function Why({ cause }: { cause: Cause }) {
  const format = useFormat()
  const eventName = useEventName()
  return (
    <ul className={styles.why}>
      {cause.kind !== 'entry' && (
        <li>
          <Say id={`cause.${cause.kind}`} />
        </li>
      )}
      {cause.by !== null && (
        <li>
          <Say id="stages.by" values={{ by: cause.by }} />
        </li>
      )}
      {(cause.reasonName !== null || (cause.reason !== null && cause.reason !== '')) && (
        <li>
          <Say
            id="stages.reason"
            values={{ reason: cause.reasonName ? format.text(cause.reasonName) : (cause.reason ?? '') }}
          />
        </li>
      )}
      {cause.holds.map(({ condition }) => (
        <li key={JSON.stringify(condition)}>
          <ConditionSentence condition={condition} />
        </li>
      ))}
      {cause.event && (
        <li>
          <Say
            id="stages.event"
            values={{
              event: eventName(cause.event.name),
              object: cause.event.object === null ? '' : ` · ${cause.event.object}`,
              at: format.dateTime(cause.event.time),
            }}
          />
        </li>
      )}
    </ul>
  )
}

function stageName(history: ModelHistory, id: string, say: (words: Words) => string): string {
  const found = history.stages.find((stage) => stage.id === id) ?? history.outcomes.find((outcome) => outcome.id === id)
  return found ? say(found.name) : id
}

function doorName(history: ModelHistory, stage: string, door: string | null): Words | null {
  if (door === null) return null
  return history.stages.find(({ id }) => id === stage)?.doors.find(({ id }) => id === door)?.name ?? null
}

/** Out of the order, or back: the next interval cannot say why. Forward steps are explained where they arrive. */
function leftBackwards(history: ModelHistory, to: string): boolean {
  return !history.stages.some(({ id }) => id === to)
}
