import { erasedThingNames } from '#contract/privacy.ts'
import { useFormat } from '../../app/format.ts'
import { Say, useSay, useWordFor } from '../../app/words.tsx'
import styles from './privacy.module.css'

type Counts = Partial<Record<(typeof erasedThingNames)[number], number>>

/** What goes, or went, as it is counted. */
export function Goes({ counts }: { counts: Counts }) {
  const format = useFormat()
  const there = erasedThingNames.filter((thing) => (counts[thing] ?? 0) > 0)
  if (there.length === 0)
    return (
      <p className="quiet">
        <Say id="privacy.nothing" />
      </p>
    )
  return (
    <dl className={styles.counts}>
      {there.map((thing) => (
        <div key={thing}>
          <dt>
            <Say id={`privacy.thing.${thing}`} />
          </dt>
          <dd>{format.number(counts[thing] ?? 0)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Whoever was given files with them has to be told (GDPR Art. 19). */
export function Recipients({ networks }: { networks: readonly string[] }) {
  const format = useFormat()
  const wordFor = useWordFor()
  if (networks.length === 0) return null
  return (
    <p className={styles.warn}>
      <Say
        id="privacy.recipients"
        values={{ networks: format.list(networks.map((network) => wordFor('audiences.network', network))) }}
      />
    </p>
  )
}

export function Backups({ days }: { days: number }) {
  const say = useSay()
  return (
    <p className="quiet small">
      {say(days === 0 ? 'privacy.backups.none' : 'privacy.backups', { days })} <Say id="privacy.freed" />
    </p>
  )
}

/** Whether what was erased may still be read in the database's own files. */
export function FreedSpace({ spaceWiped, logWiped }: { spaceWiped: string | null; logWiped: string | null }) {
  const format = useFormat()
  return (
    <p className="quiet small">
      {spaceWiped === null ? (
        <Say id="privacy.freed.waits" />
      ) : (
        <Say
          id={logWiped === null ? 'privacy.freed.space' : 'privacy.freed.all'}
          values={{ at: format.dateTime(spaceWiped) }}
        />
      )}
    </p>
  )
}
