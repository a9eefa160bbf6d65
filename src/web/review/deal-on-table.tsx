import { Link } from '@tanstack/react-router'
import type { Ref } from 'react'
import type { ReviewItem } from '#contract/review.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { usePipeline } from '../deal/queries.ts'
import { Clocks, Findings } from './findings.tsx'
import { useMoney } from './money.ts'
import { useDealHygiene } from './queries.ts'
import styles from './review.module.css'

/** The deal that is talked about: what it is, why it is here, its clocks. */
export function DealOnTable({ item, heading }: { item: ReviewItem; heading: Ref<HTMLHeadingElement> }) {
  const say = useSay()
  const format = useFormat()
  const { full } = useMoney()
  const { deal } = item
  const nameOf = useStageOf(deal.pipeline)
  const hygiene = useDealHygiene(deal.id)
  const clocks = hygiene.data?.deal?.clocks
  const stands = item.now?.stage ?? null
  return (
    <section className="card" aria-labelledby="review-deal">
      <p className="quiet small">{say(`review.part.${item.part}`)}</p>
      <h2 id="review-deal" tabIndex={-1} ref={heading} className={styles.deal}>
        <Link to="/deals/$id" params={{ id: deal.id }} className={styles.name}>
          {deal.name}
        </Link>
      </h2>
      <p className={styles.line}>
        {deal.company !== null && <span>{deal.company}</span>}
        <b>
          {deal.amountMinor === null || deal.currency === null
            ? say('deals.noAmount')
            : full(deal.amountMinor, deal.currency)}
        </b>
        <span>{nameOf(deal.stage ?? deal.outcome)}</span>
        <span>{deal.owner?.name ?? say('hygiene.nobody')}</span>
        {deal.closeDate !== null && deal.status === 'open' && (
          <span className="quiet">{format.calendar(deal.closeDate)}</span>
        )}
      </p>
      <h3 className={styles.sub}>
        <Say id="review.why" />
      </h3>
      <Why item={item} />
      {clocks && <Clocks clocks={clocks} />}
      {item.now === null ? (
        <p className={styles.notice}>
          <Say id="review.gone" />
        </p>
      ) : (
        stands !== deal.stage && (
          <p className="small quiet">
            <Say id="review.nowIs" values={{ stage: nameOf(stands) }} />
          </p>
        )
      )}
    </section>
  )
}

/** Names of stages and outcomes of a pipeline. */
export function useStageOf(pipelineId: string): (id: string | null) => string {
  const format = useFormat()
  const say = useSay()
  const pipeline = usePipeline(pipelineId)
  return (id) => {
    if (id === null) return say('review.state.done')
    const found = [...(pipeline?.stages ?? []), ...(pipeline?.outcomes ?? [])].find((one) => one.id === id)
    return found ? format.text(found.name) : id
  }
}

/** Why a deal is looked at, in sentences. */
export function Why({ item }: { item: ReviewItem }) {
  const format = useFormat()
  const { why, part, deal } = item
  const nameOf = useStageOf(deal.pipeline)
  const pipeline = usePipeline(deal.pipeline)
  const { full } = useMoney()
  if (part === 'attention') return <Findings findings={why.findings ?? []} />
  const at = format.date(why.at ?? '')
  const reasons = Object.values(pipeline?.reasons ?? {}).flat()
  const reason = reasons.find(({ id }) => id === why.reason)
  return (
    <ul className={styles.findings}>
      <li>
        {part === 'moving' &&
          (why.from === null || why.from === undefined ? (
            <Say id="review.why.new" values={{ at }} />
          ) : (
            <Say id="review.why.moved" values={{ at, from: nameOf(why.from), back: why.back ? 'yes' : 'no' }} />
          ))}
        {part === 'lost' && (
          <Say id="review.why.lost" values={{ at, from: nameOf(why.from ?? null), days: why.days ?? 0 }} />
        )}
        {part === 'won' && <Say id="review.why.won" values={{ at, days: why.days ?? 0 }} />}
      </li>
      {why.reason !== null && why.reason !== undefined && (
        <li>
          <Say id="review.why.reason" values={{ reason: reason ? format.text(reason.name) : why.reason }} />
        </li>
      )}
      {why.odd?.includes('fast') && (
        <li>
          <Say id="review.why.fast" values={{ days: why.usualFastDays ?? 0 }} />
        </li>
      )}
      {why.odd?.includes('large') && (
        <li>
          <Say id="review.why.large" values={{ amount: full(why.usualLargeMinor ?? 0) }} />
        </li>
      )}
      {why.odd?.includes('skipped') && (
        <li>
          <Say id="review.why.skipped" values={{ stages: format.list((why.skipped ?? []).map(nameOf)) }} />
        </li>
      )}
    </ul>
  )
}
