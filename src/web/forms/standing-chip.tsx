import { Say } from '../app/words.tsx'
import styles from './forms.module.css'

/** Whether strangers see the form, and whether what is worked on differs from it. */
export function StandingChip({ form }: { form: { published: number | null; changed: boolean } }) {
  const { published, changed } = form
  return (
    <span className={styles.standing}>
      <span className="chip" data-kind={published === null ? 'machine' : undefined}>
        <span>
          {published === null ? <Say id="forms.draft" /> : <Say id="forms.shown" values={{ version: published }} />}
        </span>
      </span>
      {published !== null && changed && (
        <span className="quiet small">
          <Say id="forms.changed" />
        </span>
      )}
    </span>
  )
}
