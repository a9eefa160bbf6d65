import { useEffect, useRef, useState } from 'react'
import type { RetentionPeriod } from '#contract/retention.ts'
import { useFormat } from '../../app/format.ts'
import { Say, useSay } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { PeriodForm } from './period-form.tsx'
import styles from './retention.module.css'

interface CardInput {
  period: RetentionPeriod
  mayChange: boolean
  edit: boolean
  open(): void
  close(): void
}

/** One kind of data: what it is, how long it is kept, and what stays true without it. */
export function RuleCard({ period, mayChange, edit, open, close }: CardInput) {
  const say = useSay()
  const { rule, days } = period
  const name = say(`retention.rule.${rule}`)
  const button = useRef<HTMLButtonElement>(null)
  const was = useRef(edit)
  useEffect(() => {
    // whoever closes the form is where they opened it
    if (was.current && !edit) button.current?.focus()
    was.current = edit
  }, [edit])
  return (
    <Section
      title={name}
      sub={<Say id={`retention.about.${rule}`} />}
      actions={
        mayChange &&
        !edit && (
          <button
            ref={button}
            type="button"
            className="link small"
            aria-label={say(days === null ? 'retention.limit.of' : 'retention.change.of', { name })}
            onClick={open}
          >
            <Say id={days === null ? 'retention.limit' : 'retention.change'} />
          </button>
        )
      }
    >
      <Standing period={period} />
      <p className={`small quiet ${styles.stays}`}>
        <strong>
          <Say id="retention.stays" />:
        </strong>{' '}
        <Say id={`retention.true.${rule}`} />
      </p>
      {edit && <PeriodForm period={period} close={close} />}
    </Section>
  )
}

function Standing({ period: { days, otherwise, appliesAt, lastAt } }: { period: RetentionPeriod }) {
  const format = useFormat()
  const [now] = useState(() => Date.now())
  const held = days ?? otherwise
  return (
    <p className={styles.standing} data-limited={days !== null}>
      {held === null ? <Say id="retention.unlimited" /> : <Say id="retention.kept" values={{ days: held }} />}
      {days !== null && appliesAt !== null && Date.parse(appliesAt) > now && (
        <span className="quiet">
          {' '}
          · <Say id="retention.begins" values={{ at: format.dateTime(appliesAt) }} />
        </span>
      )}
      {lastAt !== null && (
        <span className="quiet">
          {' '}
          · <Say id="retention.last" values={{ at: format.date(lastAt) }} />
        </span>
      )}
    </p>
  )
}
