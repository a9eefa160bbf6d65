import { Link } from '@tanstack/react-router'
import type { TaskRow } from '#contract/task.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { PersonName } from '../ui/person-name.tsx'
import styles from './tasks.module.css'

type Subject = Pick<TaskRow, 'person' | 'deal' | 'account'>

/** What a task is about, each part a way there. */
export function SubjectLinks({ person, deal, account, without }: Subject & { without?: 'person' | 'deal' }) {
  const format = useFormat()
  const company = person?.company ?? account?.name
  return (
    <span className={styles.subject}>
      {person && without !== 'person' && (
        <Link to="/people/$id" params={{ id: person.id }} className={styles.who}>
          <PersonName name={person.name} email={person.email} />
        </Link>
      )}
      {company !== null && company !== undefined && company !== '' && <span className="quiet">{company}</span>}
      {deal && without !== 'deal' && (
        <Link to="/deals/$id" params={{ id: deal.id }} className={styles.deal}>
          <span>{deal.name}</span>
          {deal.stage && <span className="quiet"> {format.text(deal.stage)}</span>}
          {deal.amountMinor !== null && deal.currency !== null && (
            <span className="quiet"> {format.moneyShort(toMajor(deal.amountMinor, deal.currency), deal.currency)}</span>
          )}
        </Link>
      )}
    </span>
  )
}

/** A task in words: its own title, else what its kind says. */
export function useTaskTitle(): (task: Pick<TaskRow, 'kind' | 'title'>) => string {
  const say = useSay()
  return ({ kind, title }) => (title === '' ? say(`tasks.do.${kind}`) : title)
}

/** The kind as a quiet word. */
export function KindMark({ kind }: { kind: TaskRow['kind'] }) {
  return (
    <span className={styles.kind} data-kind={kind}>
      <Say id={`tasks.kind.${kind}`} />
    </span>
  )
}
