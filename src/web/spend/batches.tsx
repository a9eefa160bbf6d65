import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SpendList } from '#contract/spend.ts'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useMoney } from '../review/money.ts'
import { Section } from '../ui/page.tsx'
import { EmptyState } from '../ui/state.tsx'
import { type Column, Table } from '../ui/table.tsx'
import { useUndo } from '../ui/undo.tsx'
import { spendApi } from './spend-api.ts'
import styles from './spend.module.css'

type Batch = SpendList['items'][number]

/** What was read and entered; each can be undone, and that taken back. */
export function Batches({ list, mayWrite }: { list: SpendList; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const money = useMoney()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const again = () =>
    Promise.all(['spend', 'sources'].map((key) => client.invalidateQueries({ queryKey: [key, workspace.id] })))
  const mark = useMutation({
    mutationFn: ({ id, undoneAt }: Batch) => (undoneAt === null ? spendApi.undo(id) : spendApi.restore(id)),
    onSuccess: ({ undone }, { id, name }) => {
      done(say(undone ? 'spend.undone' : 'spend.restored', { name }), () =>
        (undone ? spendApi.restore(id) : spendApi.undo(id)).then(again),
      )
      return again()
    },
    onError: failed,
  })
  const columns: Column<Batch>[] = [
    {
      id: 'name',
      head: <Say id="spend.batch" />,
      rowHead: true,
      cell: ({ name, kind, network, channels, undoneAt, from, to }) => (
        <span data-undone={undoneAt !== null || undefined} className={styles.batch}>
          {name}
          <span className="quiet small">
            {[
              kind === 'hand' ? say('spend.byHand') : say(`spend.network.${network}`),
              ...channels.map((channel) => wordFor('channel', channel)),
            ].join(' · ')}
          </span>
          {from !== null && to !== null && (
            <span className="quiet small">
              {from === to ? format.calendar(from) : `${format.calendar(from)} – ${format.calendar(to)}`}
            </span>
          )}
          {undoneAt !== null && (
            <span className="small">
              <Say id="spend.isUndone" values={{ at: format.date(undoneAt) }} />
            </span>
          )}
        </span>
      ),
    },
    {
      id: 'sum',
      head: <Say id="spend.amount" />,
      num: true,
      cell: ({ totals, undoneAt }) => (
        <span data-undone={undoneAt !== null || undefined} className={styles.batch}>
          {totals.map(({ currency, minor }) => (
            <span key={currency}>{money.full(minor, currency)}</span>
          ))}
        </span>
      ),
    },
    {
      id: 'rows',
      head: <Say id="spend.rows" />,
      num: true,
      wide: true,
      cell: ({ rows, corrected }) => (
        <>
          {format.number(rows)}
          {corrected > 0 && (
            <div className="quiet small">
              <Say id="spend.corrected" values={{ count: corrected }} />
            </div>
          )}
        </>
      ),
    },
    {
      id: 'at',
      head: <Say id="spend.added" />,
      wide: true,
      cell: ({ at, by }) => (
        <>
          {format.date(at)}
          {by !== null && <div className="quiet small">{by}</div>}
        </>
      ),
    },
    {
      id: 'do',
      head: <span className="hidden">{say('spend.do')}</span>,
      cell: (batch) =>
        mayWrite && (
          <button
            type="button"
            className="link small"
            disabled={mark.isPending}
            aria-label={say(batch.undoneAt === null ? 'spend.undo.of' : 'spend.restore.of', { name: batch.name })}
            onClick={() => mark.mutate(batch)}
          >
            <Say id={batch.undoneAt === null ? 'spend.undo' : 'spend.restore'} />
          </button>
        ),
    },
  ]
  return (
    <Section title={<Say id="spend.batches" />} sub={<Say id="spend.batches.about" />}>
      {list.items.length === 0 ? (
        <EmptyState title={<Say id="spend.batches.none" />}>
          <p>
            <Say id="spend.batches.none.next" />
          </p>
        </EmptyState>
      ) : (
        <Table label={say('spend.batches')} columns={columns} rows={list.items} keyOf={({ id }) => id} />
      )}
    </Section>
  )
}
