import type { QueueLine } from '#contract/task.ts'
import { toMajor } from '#core/deal/money.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './tasks.module.css'

/** Why a line stands where it stands: each reason with its points, which add up to the worth beside it. */
export function Reasons({ reasons }: { reasons: QueueLine['reasons'] }) {
  const say = useSay()
  const format = useFormat()
  const { currency } = useWorkspace()
  const word = (reason: QueueLine['reasons'][number]): string => {
    switch (reason.code) {
      case 'promised_late':
      case 'late':
      case 'waits':
        return say(`tasks.why.${reason.code}`, { days: reason.days })
      case 'value':
        return say('tasks.why.value', {
          value: format.moneyShort(toMajor(reason.value, currency)),
          chance: format.share(reason.chance),
        })
      case 'score':
        return say('tasks.why.score', { score: format.number(Math.round(reason.score)) })
      default:
        return say(`tasks.why.${reason.code}`)
    }
  }
  if (reasons.length === 0)
    return (
      <p className={styles.reasons}>
        <Say id="tasks.why.none" />
      </p>
    )
  return (
    <ul className={styles.reasons} aria-label={say('tasks.why')}>
      {reasons.map((reason) => (
        <li key={reason.code} data-strong={reason.points >= 60 || undefined}>
          {word(reason)} <span className={styles.points}>+{reason.points}</span>
        </li>
      ))}
    </ul>
  )
}
