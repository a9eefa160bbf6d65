import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { FormList } from '#contract/form.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import { Rate } from '../ui/figure.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { formsQuery } from './api.ts'
import styles from './forms.module.css'
import { NewForm } from './new-form.tsx'
import { StandingChip } from './standing-chip.tsx'

/** Every form of the workspace, the last changed first, with what it brought in 30 days. */
export function FormsPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('capture.write')
  const query = useQuery(formsQuery(workspace.id))
  const [making, setMaking] = useState(false)
  return (
    <CaptureFrame
      tab="forms"
      sentence={<Say id="forms.lead" />}
      actions={
        mayWrite && (
          <Button onClick={() => setMaking(true)}>
            <Say id="forms.new" />
          </Button>
        )
      }
    >
      <Loaded query={query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id="forms.none" />}>
              <p>
                <Say id="forms.none.next" />
              </p>
              {mayWrite && (
                <Button onClick={() => setMaking(true)}>
                  <Say id="forms.new" />
                </Button>
              )}
            </EmptyState>
          ) : (
            <section className="card">
              <Forms items={items} />
            </section>
          )
        }
      </Loaded>
      {making && <NewForm onClose={() => setMaking(false)} />}
    </CaptureFrame>
  )
}

function Forms({ items }: FormList) {
  const say = useSay()
  const format = useFormat()
  const columns: Column<FormList['items'][number]>[] = [
    {
      id: 'name',
      head: say('forms.column.name'),
      rowHead: true,
      cell: (form) => (
        <>
          <Link to="/capture/forms/$id" params={{ id: form.id }} className="link">
            {form.name}
          </Link>
          <div className="quiet small">
            <Say id="forms.fields" values={{ count: form.fields }} /> · {form.languages.join(', ')}
          </div>
        </>
      ),
    },
    { id: 'standing', head: say('forms.column.standing'), cell: (form) => <StandingChip form={form} /> },
    {
      id: 'seen',
      head: say('forms.column.seen'),
      num: true,
      wide: true,
      cell: ({ counts }) => format.number(counts.seen),
    },
    {
      id: 'started',
      head: say('forms.column.started'),
      num: true,
      wide: true,
      cell: ({ counts, rates }) => <Step count={counts.started} of={counts.seen} rate={rates.start} />,
    },
    {
      id: 'sent',
      head: say('forms.column.sent'),
      num: true,
      cell: ({ counts, rates }) => <Step count={counts.sent} of={counts.started} rate={rates.send} />,
    },
    {
      id: 'spam',
      head: say('forms.column.spam'),
      num: true,
      wide: true,
      cell: ({ id, counts }) =>
        counts.spam === 0 ? (
          '0'
        ) : (
          <Link to="/capture/forms/$id" params={{ id }} search={{ view: 'submissions', out: true }} className="link">
            {format.number(counts.spam)}
          </Link>
        ),
    },
    {
      id: 'last',
      head: say('forms.column.last'),
      wide: true,
      cell: ({ lastSentAt }) => (
        <span className="quiet small">{lastSentAt === null ? say('forms.never') : format.dateTime(lastSentAt)}</span>
      ),
    },
  ]
  return (
    <div className={styles.list}>
      <Table label={say('forms.table')} columns={columns} rows={items} keyOf={({ id }) => id} />
      <p className="quiet small">
        <Say id="forms.days" />
      </p>
    </div>
  )
}

/** How many came to a step, and the share of those at the one before who did. */
function Step({ count, of, rate }: { count: number; of: number; rate: FormList['items'][number]['rates']['start'] }) {
  const format = useFormat()
  return (
    <>
      {format.number(count)}
      {of > 0 && (
        <div className={`quiet small ${styles.share}`}>
          {rate === null ? <Say id="forms.rate.few" /> : <Rate {...rate} />}
        </div>
      )}
    </>
  )
}
