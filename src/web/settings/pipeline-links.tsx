import { Link } from '@tanstack/react-router'
import { useMay } from '../app/session.ts'
import { Say } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from '../team/team.module.css'

const pages = [
  { to: '/settings/pipelines', title: 'pipelines.title', about: 'pipelines.links' },
  { to: '/settings/products', title: 'products.title', about: 'products.links' },
  { to: '/settings/rates', title: 'rates.title', about: 'rates.links' },
] as const

/** The ways to what deals rest on. */
export function PipelineLinks() {
  const may = useMay('pipeline.read')
  if (!may) return null
  return (
    <Section title={<Say id="pipelines.section" />}>
      <ul className={styles.links}>
        {pages.map(({ to, title, about }) => (
          <li key={to}>
            <Link to={to} className="link">
              <Say id={title} />
            </Link>
            <p className="quiet small">
              <Say id={about} />
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
