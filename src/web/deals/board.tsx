import type { BoardColumn, DealBoard, DealCard } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { ErrorState, LoadingLines } from '../ui/state.tsx'
import type { ColumnModel } from './column.tsx'
import { Columns } from './columns.tsx'
import { boardParameters, useBoard } from './board-query.ts'
import { dealsApi } from './deals-api.ts'
import styles from './deals.module.css'
import type { Moves } from './moves.ts'
import { QuickAdd } from './quick-add.tsx'
import type { DealsSearch } from './search.ts'
import { Sums } from './sums.tsx'

interface BoardInput {
  search: DealsSearch
  pipeline: PipelineView
  moves: Moves
  /** the owner of a lane, as the filter takes it; null: one board for all */
  lane: string | null
  /** a card was let go over a column of some lane */
  onMove(card: DealCard, key: string, scope: string): void
  /** the column whose form to add a deal is open */
  adding: string | null
  onAdding(key: string | null): void
}

/** A pipeline as columns: its stages in order, then its ways out. */
export function Board({ search, pipeline, moves, lane, onMove, adding, onAdding }: BoardInput) {
  const say = useSay()
  const format = useFormat()
  const { id } = useWorkspace()
  const mayAdd = useMay('deal.write')
  const mayOverride = useMay('deal.override')
  const board = useBoard(search, lane)
  const parameters = boardParameters(search, lane)
  if (board.error && !board.data) return <ErrorState error={board.error} retry={() => void board.refetch()} />
  // the board of the pipeline before is not this one's
  if (!board.data || board.data.pipeline !== pipeline.id) return <LoadingLines lines={8} />
  const { columns, asOf } = board.data
  const names = placeNames(pipeline, format.text)
  const targets = columns.map(({ key }) => ({ key, name: names.get(key) ?? key }))
  const models = columns.map((column) =>
    model(column, board.data, { pipeline, names, mayAdd, mayOverride, adding, onAdding }),
  )
  return (
    <Columns
      label={say('deals.board')}
      scope={lane ?? ''}
      columns={models}
      pending={moves.pending}
      now={Date.parse(asOf)}
      targetsOf={(card) => targets.filter(({ key }) => key !== keyOf(card))}
      onMove={onMove}
      moreKey={['deals', id, 'cards', parameters]}
      more={(column, cursor) => dealsApi.boardCards({ ...parameters, limit: 100, column, cursor })}
      within={(key) =>
        adding === key && (
          <QuickAdd
            pipeline={pipeline.id}
            stage={key.slice('stage:'.length)}
            lane={lane}
            close={() => onAdding(null)}
          />
        )
      }
      emptyOf={(key) => <Empty over={overOf(pipeline, key)} days={search.days ?? 30} />}
      low={lane !== null}
    />
  )
}

function Empty({ over, days }: { over: 'won' | 'lost' | undefined; days: number }) {
  return (
    <p className={`quiet small ${styles.none}`}>
      {over === undefined ? <Say id="deals.none.stage" /> : <Say id={`deals.none.${over}`} values={{ days }} />}
    </p>
  )
}

interface Around {
  pipeline: PipelineView
  names: ReadonlyMap<string, string>
  mayAdd: boolean
  mayOverride: boolean
  adding: string | null
  onAdding(key: string | null): void
}

function model(column: BoardColumn, board: DealBoard, around: Around): ColumnModel {
  const { key, count, cards, next } = column
  const { pipeline, names } = around
  const over = overOf(pipeline, key)
  const name = names.get(key) ?? key
  return { key, name, count, cards, next, over, head: <Head column={column} board={board} around={around} /> }
}

function Head({ column, board, around }: { column: BoardColumn; board: DealBoard; around: Around }) {
  const say = useSay()
  const format = useFormat()
  const { key, count } = column
  const { pipeline, names, mayAdd, mayOverride, adding, onAdding } = around
  const stage = pipeline.stages.find(({ id }) => `stage:${id}` === key)
  const over = overOf(pipeline, key)
  const name = names.get(key) ?? key
  return (
    <>
      <div className={styles.columnName}>
        <h2 title={stage ? format.text(stage.goal) : undefined}>{name}</h2>
        <span className={styles.count}>{format.number(count)}</span>
        {mayAdd && stage && over === undefined && (mayOverride || !behindGates(pipeline, stage.id)) && (
          <button
            type="button"
            className={styles.add}
            aria-expanded={adding === key}
            aria-label={say('deals.add.to', { stage: name })}
            onClick={() => onAdding(adding === key ? null : key)}
          >
            <span aria-hidden="true">+</span>
          </button>
        )}
      </div>
      <Sums
        sums={column}
        currency={board.currency}
        chance={over === undefined ? (stage?.probability ?? null) : null}
        measured={over === undefined ? column.measured : null}
      />
    </>
  )
}

/** Whether a deal comes to a stage by gates only, so that none begins there by hand. */
function behindGates({ stages }: PipelineView, id: string): boolean {
  const before = stages.slice(
    0,
    stages.findIndex((stage) => stage.id === id),
  )
  return before.some(({ gates }) => gates.length > 0)
}

/** Whether a column holds what is over. */
export function overOf(pipeline: PipelineView, key: string): 'won' | 'lost' | undefined {
  const id = key.slice(key.indexOf(':') + 1)
  if (key.startsWith('stage:')) return pipeline.stages.find((one) => one.id === id)?.won ? 'won' : undefined
  return pipeline.outcomes.find((one) => one.id === id)?.won ? 'won' : 'lost'
}

/** Names of stages and ways out by the key of their column. */
export function placeNames(
  { stages, outcomes }: PipelineView,
  text: (name: PipelineView['name']) => string,
): Map<string, string> {
  return new Map([
    ...stages.map(({ id, name }) => [`stage:${id}`, text(name)] as const),
    ...outcomes.map(({ id, name }) => [`outcome:${id}`, text(name)] as const),
  ])
}

export function keyOf({ stage, outcome }: Pick<DealCard, 'stage' | 'outcome'>): string {
  return stage === null ? `outcome:${outcome}` : `stage:${stage}`
}
