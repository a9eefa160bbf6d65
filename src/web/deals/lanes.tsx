import { useIntersection } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DealCard, DealLanes } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { Board } from './board.tsx'
import { dealsApi } from './deals-api.ts'
import styles from './deals.module.css'
import type { Moves } from './moves.ts'
import { type DealsSearch, filterOf } from './search.ts'
import { useMoney } from './sums.tsx'

interface LanesInput {
  search: DealsSearch
  pipeline: PipelineView
  moves: Moves
  onMove(card: DealCard, key: string, scope: string): void
}

/** The board with a lane for each owner. A card that is dragged to another lane gets that owner. */
export function Lanes({ search, pipeline, moves, onMove }: LanesInput) {
  const { id } = useWorkspace()
  const parameters = { ...filterOf(search), pipeline: pipeline.id }
  const lanes = useQuery({
    queryKey: ['deals', id, 'lanes', parameters],
    queryFn: ({ signal }) => dealsApi.lanes(parameters, signal),
    placeholderData: keepPreviousData,
  })
  return (
    <Loaded query={lanes} lines={6}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState title={<Say id="deals.none.here" />}>
            <p>
              <Say id="deals.none.here.next" />
            </p>
          </EmptyState>
        ) : (
          <ol className={styles.lanes}>
            {items.map((lane) => (
              <Lane key={lane.key} lane={lane} search={search} pipeline={pipeline} moves={moves} onMove={onMove} />
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}

function Lane({ lane, ...input }: LanesInput & { lane: DealLanes['items'][number] }) {
  const say = useSay()
  const money = useMoney()
  const { currency } = useWorkspace()
  const [open, setOpen] = useState(true)
  const [adding, setAdding] = useState<string | null>(null)
  // lanes far below are asked for when one comes near them
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const [met, setMet] = useState(false)
  if (entry?.isIntersecting && !met) setMet(true)
  const name = lane.owner?.name ?? say('deals.nobody')
  return (
    <li ref={ref} className={styles.lane}>
      <h2>
        <button type="button" className="bare" aria-expanded={open} onClick={() => setOpen((was) => !was)}>
          <span aria-hidden="true" className={styles.fold}>
            {open ? '▾' : '▸'}
          </span>
          <Avatar name={lane.owner?.name ?? null} />
          <span>{name}</span>
          <span className="quiet small">
            <Say id="deals.lane" values={{ count: lane.count, sum: money.short(lane.baseMinor, currency) }} />
          </span>
        </button>
      </h2>
      {open && met && <Board {...input} lane={lane.key} adding={adding} onAdding={setAdding} />}
    </li>
  )
}
