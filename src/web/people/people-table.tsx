import { Link } from '@tanstack/react-router'
import type { PersonList, PersonRow } from '#contract/person.ts'
import { useFormat } from '../app/format.ts'
import { Say, useWordFor } from '../app/words.tsx'
import { Heat } from '../ui/heat.tsx'
import { StageName } from '../ui/stage-name.tsx'
import styles from './people.module.css'

interface PeopleTableInput {
  rows: readonly PersonRow[]
  lifecycle: PersonList['lifecycle']
  asOf: string
}

/** One line a person; small screens lose columns, the facts move under the name. */
export function PeopleTable({ rows, lifecycle, asOf }: PeopleTableInput) {
  const format = useFormat()
  const wordFor = useWordFor()
  const now = Date.parse(asOf)
  return (
    <table className={`table ${styles.people}`}>
      <thead>
        <tr>
          <th scope="col">
            <Say id="people.person" />
          </th>
          <th scope="col" className={styles.wide}>
            <Say id="people.stage" />
          </th>
          <th scope="col" className={styles.wide}>
            <Say id="people.channel" />
          </th>
          <th scope="col" className={`num ${styles.wide}`}>
            <Say id="people.fit" />
          </th>
          <th scope="col" className={`num ${styles.wide}`}>
            <Say id="people.engagement" />
          </th>
          <th scope="col" className="num">
            <Say id="people.total" />
          </th>
          <th scope="col" className={styles.wide}>
            <Say id="people.last" />
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to="/people/$id" params={{ id: row.id }} className={styles.name}>
                <PersonName name={row.name} email={row.email} />
              </Link>
              <div className="quiet small">
                {[row.title, row.account?.name]
                  .filter((part) => part !== null && part !== undefined && part !== '')
                  .join(' · ')}
              </div>
              <div className={`small ${styles.narrow}`}>
                <StageName lifecycle={lifecycle} stage={row.stage} outcome={row.outcome} />
              </div>
            </th>
            <td className={styles.wide}>
              <StageName lifecycle={lifecycle} stage={row.stage} outcome={row.outcome} />
            </td>
            <td className={styles.wide}>{row.channel === null ? '–' : wordFor('channel', row.channel)}</td>
            <td className={`num ${styles.wide}`}>{format.points(row.fit)}</td>
            <td className={`num ${styles.wide}`}>{format.points(row.engagement)}</td>
            <td className="num">
              <Heat total={row.total} hot={row.hot} />
            </td>
            <td className={`quiet ${styles.wide}`}>{row.lastAt === null ? '–' : format.ago(row.lastAt, now)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A person by name, else by mail address, else as somebody not known yet. */
export function PersonName({ name, email }: { name: string | null; email: string | null }) {
  if (name !== null && name !== '') return <>{name}</>
  if (email !== null) return <>{email}</>
  return (
    <span className="quiet" style={{ fontWeight: 400 }}>
      <Say id="person.unknown" />
    </span>
  )
}
