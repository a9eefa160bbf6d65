import type { FunnelDocument } from '#contract/funnel.ts'
import { durationMs } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { Say } from '../app/words.tsx'
import { Help } from '../ui/help.tsx'
import styles from './maturity.module.css'

/** How many of the cohort have had their whole window: until then the picture may still fill. Nothing when all have. */
export function Maturity({ funnel }: { funnel: FunnelDocument }) {
  const format = useFormat()
  const { members, open } = funnel.total
  if (open === 0 || funnel.window === null) return null
  const end = Math.min(Date.parse(funnel.to), Date.parse(funnel.now)) + durationMs(funnel.window)
  return (
    <div className={styles.maturity} role="note">
      <span className={styles.bar} aria-hidden="true">
        <span style={{ width: `${(1 - open / members) * 100}%` }} />
      </span>
      <span>
        <Say id="funnel.maturity" values={{ open, members, date: format.date(end) }} />
        <Help term="openWindow" />
      </span>
    </div>
  )
}
