import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PersonQueryRow } from '#contract/person-query.ts'
import type { Condition } from '#core/rule.ts'
import { besides } from '../app/isolate.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { peopleApi } from '../people/people-api.ts'
import { Heat } from '../ui/heat.tsx'
import { Section } from '../ui/page.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { StageName } from '../ui/stage-name.tsx'
import { type Column, Table } from '../ui/table.tsx'
import styles from './segments.module.css'

const shown = 8

/** The most engaged people who meet a condition. */
export function Best({ condition }: { condition: Condition }) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const { data } = useQuery({
    queryKey: ['people', workspace.id, 'best', condition],
    queryFn: () => peopleApi.query({ condition, limit: shown }),
  })
  if (!data || data.items.length === 0) return null
  const now = Date.parse(data.asOf)
  const columns: Column<PersonQueryRow>[] = [
    {
      id: 'person',
      head: <Say id="people.person" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/people/$id" params={{ id: row.id }} className={styles.name}>
            <PersonName name={row.name} email={row.email} />
          </Link>
          <div className="quiet small">{besides([row.title, row.account?.name])}</div>
        </>
      ),
    },
    {
      id: 'stage',
      head: <Say id="people.column.stage" />,
      wide: true,
      cell: (row) => <StageName lifecycle={data.lifecycle} stage={row.stage} outcome={row.outcome} />,
    },
    {
      id: 'last',
      head: <Say id="people.column.last" />,
      wide: true,
      cell: (row) => <span className="quiet">{row.lastAt === null ? '–' : format.ago(row.lastAt, now)}</span>,
    },
    {
      id: 'total',
      head: <Say id="people.column.total" />,
      num: true,
      cell: (row) => <Heat total={row.total} hot={row.hot} />,
    },
  ]
  return (
    <Section title={<Say id="segment.best" />}>
      <Table label={say('segment.best')} columns={columns} rows={data.items} keyOf={(row) => row.id} />
    </Section>
  )
}
