import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { WaitingHandoff } from '#contract/home.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { PersonName } from '../ui/person-name.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import styles from './home.module.css'
import { type Deed, decide, takeBack } from './unsent.ts'

interface WaitingTableInput {
  rows: readonly WaitingHandoff[]
  /** epoch ms */
  now: number
  /** those that were not sent by themselves */
  unsent: boolean
  /** one may decide on each; called when one has */
  decided?(): Promise<unknown>
}

export function WaitingTable({ rows, now, unsent, decided }: WaitingTableInput) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const why = ({ stage, reason }: WaitingHandoff) =>
    reason ? (
      format.text(reason)
    ) : stage ? (
      <Say id={unsent ? 'waiting.entered' : 'home.handoff.entered'} values={{ stage: format.text(stage) }} />
    ) : (
      '–'
    )
  const columns: Column<WaitingHandoff>[] = [
    {
      id: 'person',
      head: <Say id="waiting.person" />,
      rowHead: true,
      cell: (row) => (
        <>
          <Link to="/people/$id" params={{ id: row.person.id }} className={styles.who}>
            <PersonName name={row.person.name} email={row.person.email} />
          </Link>
          <div className="quiet small">
            <bdi>{row.person.account}</bdi>
          </div>
          <div className={`quiet small ${styles.narrow}`}>{format.ago(row.at, now)}</div>
          {decided && (
            <div className={styles.narrow}>
              <Decide row={row} decided={decided} />
            </div>
          )}
        </>
      ),
    },
    { id: 'why', head: <Say id="waiting.why" />, cell: why },
    {
      id: 'stands',
      head: <Say id="waiting.stands" />,
      wide: true,
      cell: ({ stands }) => (stands ? format.text(stands) : '–'),
    },
    {
      id: 'team',
      head: <Say id="waiting.team" />,
      wide: true,
      cell: ({ team }) => (team === null ? '–' : wordFor('handTo', team)),
    },
    {
      id: 'at',
      head: <Say id="waiting.since" />,
      wide: true,
      cell: ({ at }) => <span title={format.dateTime(at)}>{format.ago(at, now)}</span>,
    },
  ]
  if (decided)
    columns.push({
      id: 'decide',
      head: <span className="hidden">{say('waiting.decide')}</span>,
      wide: true,
      cell: (row) => <Decide row={row} decided={decided} />,
    })
  return <Table label={say('waiting.title')} columns={columns} rows={rows} keyOf={({ id }) => id} />
}

function Decide({ row, decided }: { row: WaitingHandoff; decided(): Promise<unknown> }) {
  const say = useSay()
  const { done, failed } = useUndo()
  const [going, setGoing] = useState<Deed | null>(null)
  const name = row.person.name ?? row.person.email ?? '–'
  const go = async (deed: Deed) => {
    setGoing(deed)
    try {
      const { ids } = await decide(deed, { ids: [row.id] })
      if (ids.length > 0) done(say(`waiting.one.${deed}`, { name }), () => takeBack(deed, ids).then(decided))
    } catch (error) {
      failed(error)
    } finally {
      await decided()
      setGoing(null)
    }
  }
  return (
    <div className={styles.decide}>
      {(['fire', 'dismiss'] as const).map((deed) => (
        <Button
          key={deed}
          variant="default"
          size="compact-sm"
          loading={going === deed}
          disabled={going !== null && going !== deed}
          aria-label={say(`waiting.for.${deed}`, { name })}
          onClick={() => void go(deed)}
        >
          <Say id={`waiting.${deed}`} />
        </Button>
      ))}
    </div>
  )
}
