import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { SlotItem } from '#contract/slot.ts'
import { useFormat } from '../app/format.ts'
import { besides } from '../app/isolate.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CaptureFrame } from '../capture/tabs.tsx'
import styles from '../pages/pages.module.css'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { slotApi, slotsQuery, useSlotChange } from './api.ts'
import { NewSlot } from './new-slot.tsx'
import { SlotChip } from './state-chip.tsx'

const route = getRouteApi('/inside/capture/slots')

/** Personalised slots of the workspace, and how many were in view of them. */
export function SlotsPage() {
  const workspace = useWorkspace()
  const mayWrite = useMay('capture.write')
  const { retired = false } = route.useSearch()
  const navigate = route.useNavigate()
  const [making, setMaking] = useState(false)
  const list = useQuery(slotsQuery(workspace.id, retired))
  const make = mayWrite && (
    <Button onClick={() => setMaking(true)}>
      <Say id="slots.new" />
    </Button>
  )
  return (
    <CaptureFrame tab="slots" sentence={<Say id="slots.lead" />} actions={make}>
      <Loaded query={list} lines={6}>
        {({ items, counted }) =>
          items.length === 0 ? (
            <EmptyState title={<Say id={retired ? 'slots.none.retired' : 'slots.none'} />}>
              {!retired && (
                <>
                  <p>
                    <Say id="slots.none.next" />
                  </p>
                  {make}
                </>
              )}
            </EmptyState>
          ) : (
            <section className="card">
              {!counted && (
                <p className="quiet small">
                  <Say id="slots.uncounted" />
                </p>
              )}
              <Slots items={items} retired={retired} mayWrite={mayWrite} />
            </section>
          )
        }
      </Loaded>
      <p className={styles.after}>
        <button
          type="button"
          className="link small"
          onClick={() => void navigate({ search: retired ? {} : { retired: true } })}
        >
          <Say id={retired ? 'slots.list.used' : 'slots.list.retired'} />
        </button>
      </p>
      {making && <NewSlot onClose={() => setMaking(false)} />}
    </CaptureFrame>
  )
}

interface SlotsInput {
  items: readonly SlotItem[]
  retired: boolean
  mayWrite: boolean
}

function Slots({ items, retired, mayWrite }: SlotsInput) {
  const say = useSay()
  const format = useFormat()
  const { run } = useSlotChange()
  const retire = ({ id, name }: SlotItem): void =>
    void run(() => slotApi.retire(id, retired), {
      said: say(retired ? 'slots.list.back' : 'slots.list.away', { name }),
      undo: () => slotApi.retire(id, !retired),
    })
  const columns: Column<SlotItem>[] = [
    {
      id: 'name',
      head: <Say id="slots.column.name" />,
      rowHead: true,
      cell: (item) => (
        <>
          <Link to="/capture/slots/$id" params={{ id: item.id }} className="link">
            {item.name}
          </Link>
          <span className={`quiet small ${styles.under}`}>
            {besides([item.key, say('slots.list.variants', { count: item.variants })])}
          </span>
          <span className={`quiet small ${styles.narrow}`}>
            <Say id="slots.list.seen" values={{ shown: item.shown, control: item.control }} />
          </span>
        </>
      ),
    },
    { id: 'state', head: <Say id="slots.column.state" />, cell: (item) => <SlotChip state={item.state} /> },
    {
      id: 'shown',
      head: <Say id="slots.column.shown" />,
      num: true,
      wide: true,
      cell: (item) => format.number(item.shown),
    },
    {
      id: 'control',
      head: <Say id="slots.column.control" />,
      num: true,
      wide: true,
      cell: (item) => format.number(item.control),
    },
    {
      id: 'published',
      head: <Say id="slots.column.published" />,
      wide: true,
      cell: (item) => (item.publishedAt === null ? '–' : format.date(item.publishedAt)),
    },
    ...(mayWrite
      ? [
          {
            id: 'away',
            head: <span className="hidden">{say('slots.column.away')}</span>,
            wide: true,
            cell: (item: SlotItem) =>
              item.state === 'live' || item.state === 'changed' ? null : (
                <button type="button" className="link small" onClick={() => retire(item)}>
                  <Say id={retired ? 'slots.list.bring' : 'slots.list.retire'} />
                  <span className="hidden"> {item.name}</span>
                </button>
              ),
          },
        ]
      : []),
  ]
  return <Table label={say('slots.title')} columns={columns} rows={items} keyOf={(item) => item.id} />
}
