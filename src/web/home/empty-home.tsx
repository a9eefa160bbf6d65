import { Link } from '@tanstack/react-router'
import { useMay } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './home.module.css'

/** Nobody has been counted yet: the three ways in. */
export function EmptyHome() {
  const mayImport = useMay('import.run')
  return (
    <Section title={<Say id="home.empty" />} sub={<Say id="home.empty.sub" />}>
      <ol className={styles.steps}>
        <li>
          <b>
            <Say id="home.empty.tracker" />
          </b>
          <p>
            <Say id="home.empty.tracker.how" />
          </p>
          <Link to="/settings" className="link">
            <Say id="home.empty.tracker.go" />
          </Link>
        </li>
        {mayImport && (
          <li>
            <b>
              <Say id="home.empty.import" />
            </b>
            <p>
              <Say id="home.empty.import.how" />
            </p>
          </li>
        )}
        <li>
          <b>
            <Say id="home.empty.words" />
          </b>
          <p>
            <Say id="home.empty.words.how" />
          </p>
          <Link to="/glossary" className="link">
            <Say id="glossary.title" />
          </Link>
        </li>
      </ol>
    </Section>
  )
}
