import type { PersonHead, PersonNextStep } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { Section } from '../ui/page.tsx'
import { NextContent } from './next-content.tsx'
import styles from './person.module.css'

/** What to do about somebody, in a few words. */
export function useTodo(): (person: PersonHead) => string {
  const say = useSay()
  const format = useFormat()
  const eventName = useEventName()
  return ({ next }) => {
    const asked = next.reasons.find((reason) => reason.code === 'asked')
    if (next.kind === 'answer' && asked) return say('next.todo.answer', { event: eventName(asked.event) })
    const need = next.needs[0]
    if (next.kind === 'advance' && need) return say('next.todo.offer', { kind: format.text(need.name) })
    return say(`next.todo.${next.kind}`)
  }
}

/** The step they probably want next: what it is, why we think so, what they need to know for it, how to reach them. */
export function NextStep({ person }: { person: PersonHead }) {
  const format = useFormat()
  const { next } = person
  return (
    <Section id="next" title={<Say id="next.title" />} sub={<Say id="next.about" />} help="journey">
      <p className={styles.step}>
        <StepSentence next={next} />
      </p>
      {next.to && (
        <p className="quiet">
          <Say id="next.buyer" values={{ step: format.text(next.to.buyerStep) }} />
        </p>
      )}
      <div className={styles.why2}>
        <div>
          <h3>
            <Say id="next.why" />
          </h3>
          <ul className={styles.reasons}>
            {next.reasons.map((reason) => (
              <li key={JSON.stringify(reason)}>
                <Reason reason={reason} />
              </li>
            ))}
          </ul>
        </div>
        {next.needs.length > 0 && (
          <div>
            <h3>
              <Say id="next.needs" />
            </h3>
            <ul className={styles.reasons}>
              {next.needs.map((need) => (
                <li key={need.kind}>
                  <strong>{format.text(need.name)}</strong>{' '}
                  <span className="quiet">
                    <Say id={`next.need.${need.why}`} />
                    {need.read && (
                      <>
                        {', '}
                        <Say id="next.need.read" values={{ count: need.read.count, at: format.date(need.read.at) }} />
                      </>
                    )}
                  </span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
      <NextContent person={person} />
      {next.kind !== 'stop' && (
        <p className={styles.reach} data-reach={next.reach}>
          <Say id={`next.reach.${next.reach}`} />
        </p>
      )}
      {next.playbook && (
        <details className={styles.more}>
          <summary>
            <Say id="next.playbook" values={{ name: format.text(next.playbook.name) }} />
          </summary>
          <p className="quiet small">{format.text(next.playbook.about)}</p>
          <ul className={styles.questions}>
            {next.playbook.questions.map((question) => (
              <li key={question.en}>{format.text(question)}</li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  )
}

function StepSentence({ next }: { next: PersonNextStep }) {
  const format = useFormat()
  const eventName = useEventName()
  const asked = next.reasons.find((reason) => reason.code === 'asked')
  if (next.kind === 'answer' && asked) return <Say id="next.answer" values={{ event: eventName(asked.event) }} />
  if (next.kind === 'advance' && next.to) return <Say id="next.advance" values={{ stage: format.text(next.to.name) }} />
  if (next.kind === 'stay' && next.from) return <Say id="next.stay" values={{ stage: format.text(next.from.name) }} />
  if (next.kind === 'meet') return <Say id="next.meet" />
  if (next.kind === 'stop') return <Say id="next.stop" />
  return <Say id="next.return" />
}

function Reason({ reason }: { reason: PersonNextStep['reasons'][number] }) {
  const format = useFormat()
  const eventName = useEventName()
  switch (reason.code) {
    case 'asked':
      return <Say id="next.reason.asked" values={{ event: eventName(reason.event), at: format.date(reason.at) }} />
    case 'unanswered':
      return <Say id="next.reason.unanswered" values={{ days: reason.days }} />
    case 'meeting_booked':
      return <Say id="next.reason.meeting" values={{ at: format.date(reason.at) }} />
    case 'in_stage':
      return (
        <Say id="next.reason.stage" values={{ stage: format.text(reason.stage.name), at: format.date(reason.at) }} />
      )
    case 'read':
      return (
        <Say
          id="next.reason.read"
          values={{ kind: format.text(reason.kind.name), count: reason.count, at: format.date(reason.at) }}
        />
      )
    case 'read_nothing':
      return <Say id="next.reason.nothing" />
    case 'silent':
      return <Say id="next.reason.silent" values={{ days: reason.days }} />
    case 'out':
      return (
        <Say id="next.reason.out" values={{ outcome: format.text(reason.outcome.name), at: format.date(reason.at) }} />
      )
  }
}
