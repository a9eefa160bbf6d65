import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { Cause, ModelHistory } from '#contract/person.ts'
import type { PersonHead, PersonStages } from '#contract/person-head.ts'
import { isolated } from '../app/isolate.ts'
import { useFormat, type Words } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { ConditionSentence } from '../ui/condition.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { Loaded } from '../ui/state.tsx'
import { Lazy } from './lazy.tsx'
import styles from './person.module.css'
import { usePartQuery } from './queries.ts'

const route = getRouteApi('/inside/people/$id')

/** Where they stand in each model, and each step on the way with the reason it was taken. */
export function StageHistory({ person }: { person: PersonHead }) {
  return (
    <Section id="stages" title={<Say id="stages.title" />} sub={<Say id="stages.about" />} help="stage">
      <Lazy lines={8}>
        <Histories id={person.id} />
      </Lazy>
    </Section>
  )
}

function Histories({ id }: { id: string }) {
  const query = useQuery(usePartQuery('stages', id))
  return (
    <Loaded query={query} lines={8}>
      {({ stages, lifecycle }) => <Models stages={stages} lifecycle={lifecycle} />}
    </Loaded>
  )
}

function Models({ stages, lifecycle }: Pick<PersonStages, 'stages' | 'lifecycle'>) {
  const say = useSay()
  const format = useFormat()
  const { model: asked = lifecycle } = route.useSearch()
  const navigate = route.useNavigate()
  const history = stages.find(({ model }) => model === asked) ?? stages[0]
  if (!history) return null
  return (
    <>
      <div className={styles.models} role="group" aria-label={say('stages.models')}>
        {stages.map(({ model, name }) => (
          <button
            key={model}
            type="button"
            aria-pressed={model === history.model}
            onClick={() =>
              void navigate({
                search: ({ model: _, ...rest }) => (model === lifecycle ? rest : { ...rest, model }),
                replace: true,
                resetScroll: false,
              })
            }
          >
            {format.text(name)}
          </button>
        ))}
      </div>
      <Standing history={history} />
      <Track history={history} />
      <Intervals history={history} />
    </>
  )
}

/** Where they stand now, in a sentence; the furthest stage is a fact of its own. */
function Standing({ history }: { history: ModelHistory }) {
  const format = useFormat()
  const here = history.outcome ?? history.current
  if (here === null || history.since === null) return null
  const name = (id: string) => stageName(history, id, format.text)
  return (
    <p className={styles.standing}>
      <Say
        id={history.outcome !== null && history.current === null ? 'stages.out' : 'stages.here'}
        values={{ stage: name(history.current ?? here), at: format.date(history.since) }}
      />
      {history.furthest !== null && history.furthest !== history.current && (
        <>
          {' '}
          <Say id="stages.furthest" values={{ stage: name(history.furthest) }} />
        </>
      )}
      {history.pass > 1 && (
        <>
          {' '}
          <Say id="stages.laps" values={{ pass: history.pass }} />
        </>
      )}
    </p>
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
              object: cause.event.object === null ? '' : ` · ${isolated(cause.event.object)}`,
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
