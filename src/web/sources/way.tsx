import { Say, useSay } from '../app/words.tsx'
import { useFilterName } from '../funnel/property.ts'
import type { SourceSearch } from './search.ts'
import styles from './sources.module.css'

interface WayInput {
  only: readonly string[]
  onGo(to: { only: readonly string[] | undefined; by: SourceSearch['by'] | undefined }): void
}

/** How one came here: all channels › search › spring; each step leads back. */
export function Way({ only, onGo }: WayInput) {
  const say = useSay()
  const name = useFilterName()
  if (only.length === 0) return null
  return (
    <nav aria-label={say('sources.way')} className={styles.way}>
      <button type="button" className="link" onClick={() => onGo({ only: undefined, by: undefined })}>
        <Say id="sources.way.all" />
      </button>
      {only.map((filter, index) => {
        const last = index === only.length - 1
        return (
          <span key={filter}>
            <span aria-hidden="true" className="quiet">
              {' › '}
            </span>
            {last ? (
              <b aria-current="page">{name(filter)}</b>
            ) : (
              <button
                type="button"
                className="link"
                onClick={() => onGo({ only: only.slice(0, index + 1), by: index === 0 ? 'campaign' : 'object' })}
              >
                {name(filter)}
              </button>
            )}
          </span>
        )
      })}
    </nav>
  )
}
