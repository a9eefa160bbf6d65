import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { RetentionDocument } from '#contract/retention.ts'
import {
  activities,
  activityRecords,
  columnsOf,
  tableRecords,
  type Activity,
  type Keeping,
} from '#core/retention/records.ts'
import { useMay, useWorkspace } from '../../app/session.ts'
import { Say, useSay } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { Loaded } from '../../ui/state.tsx'
import { purposesQuery } from '../consent-api.ts'
import { ConsentFrame } from '../tabs.tsx'
import { retentionQuery } from './retention-api.ts'
import styles from './retention.module.css'

/** The records of processing: what is kept about people, why, on what ground, who gets it and how long. */
export function RecordsPage() {
  const workspace = useWorkspace()
  const document = useQuery({ ...retentionQuery(workspace.id), enabled: useMay('consent.read') })
  return (
    <ConsentFrame
      tab="records"
      sentence={<Say id="records.sentence" />}
      actions={
        <Button variant="default" size="xs" onClick={() => window.print()}>
          <Say id="records.print" />
        </Button>
      }
    >
      <div className="stack">
        <p className={`small ${styles.draft}`}>
          <Say id="records.draft" />
        </p>
        <Controller />
        <Loaded query={document} lines={12}>
          {(data) => activities.map((activity) => <Line key={activity} activity={activity} document={data} />)}
        </Loaded>
      </div>
    </ConsentFrame>
  )
}

function Controller() {
  const workspace = useWorkspace()
  const purposes = useQuery({ ...purposesQuery(workspace.id), enabled: useMay('consent.read') })
  return (
    <Section title={<Say id="records.controller" />}>
      <Loaded query={purposes} lines={2}>
        {({ settings: { sender } }) => {
          const said = [sender.name, sender.postal, sender.contact].filter((one) => one !== '')
          return (
            <>
              {said.map((one) => (
                <p key={one}>{one}</p>
              ))}
              {said.length < 3 && (
                <p className="small quiet">
                  {said.length === 0 && <Say id="records.controller.none" />}{' '}
                  <Link to="/consent/purposes" className="link">
                    <Say id="records.controller.link" />
                  </Link>
                </p>
              )}
            </>
          )
        }}
      </Loaded>
    </Section>
  )
}

function Line({ activity, document }: { activity: Activity; document: RetentionDocument }) {
  const say = useSay()
  const { subjects, data, grounds, receivers, keeping } = activityRecords[activity]
  const tables = Object.entries(tableRecords)
    .filter(([, record]) => record.activity === activity)
    .map(([name, { personal }]) => ({ name, columns: columnsOf(personal) }))
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0)
  const rows: [string, ReactNode][] = [
    [say('records.whom'), subjects.map((one) => say(`records.subject.${one}`)).join('; ')],
    [say('records.data'), data.map((one) => say(`records.data.${one}`)).join('; ')],
    [say('records.ground'), grounds.map((one) => say(`records.ground.${one}`)).join('; ')],
    [say('records.receiver'), receivers.map((one) => say(`records.receiver.${one}`)).join('; ')],
    [
      say('records.keeping'),
      <ul key="keeping" className={styles.keeping}>
        {keeping.map((one) => (
          <li key={JSON.stringify(one)}>
            <Kept keeping={one} document={document} />
          </li>
        ))}
      </ul>,
    ],
  ]
  return (
    <Section title={<Say id={`records.activity.${activity}`} />} sub={<Say id={`records.why.${activity}`} />}>
      <dl className={styles.facts}>
        {rows.map(([head, value]) => (
          <div key={head}>
            <dt>{head}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <details className={styles.tables}>
        <summary className="small">
          <Say id="records.tables" values={{ tables: tables.length, columns }} />
        </summary>
        <dl className={styles.facts}>
          {tables.map(({ name, columns: named }) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                {named.length === 0 ? (
                  <span className="quiet">
                    <Say id="records.tables.none" />
                  </span>
                ) : (
                  named.map((column) => (
                    <span key={column}>
                      <code>{column}</code>{' '}
                    </span>
                  ))
                )}
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  )
}

function Kept({ keeping, document }: { keeping: Keeping; document: RetentionDocument }) {
  const say = useSay()
  if ('as' in keeping) return <Say id={`records.as.${keeping.as}`} />
  if ('fixed' in keeping) {
    const days = document.fixed.find(({ what }) => what === keeping.fixed)?.days ?? 0
    return <Say id={`retention.fixed.${keeping.fixed}`} values={{ days }} />
  }
  const rule = document.rules.find((one) => one.rule === keeping.rule)
  const days = rule?.days ?? rule?.otherwise ?? null
  const period = days === null ? say('retention.unlimited') : say('retention.kept', { days })
  return <Say id="records.rule" values={{ what: say(`retention.rule.${keeping.rule}`), period }} />
}
