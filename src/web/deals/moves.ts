import { useCallback, useState } from 'react'
import type { DealCard } from '#contract/deal-board.ts'
import type { DealPage, DealTimeline, DealWritten, PipelineView } from '#contract/deal.ts'
import { get, ProblemError } from '../app/api.ts'
import { useFormat } from '../app/format.ts'
import { useSay } from '../app/words.tsx'
import { dealApi } from '../deal/api.ts'
import { useUndo } from '../ui/undo.tsx'
import { dealsApi, useDealsChanged } from './deals-api.ts'

/** A card on its way to a column, before the server has said so. */
export interface Pending {
  card: DealCard
  to: string
  /** the lane it goes to */
  scope: string
}

export type Aim = { stage: string } | { outcome: string }

/** A move that needs a reason, or whose gates are not met: the dialog asks. */
export interface Asking {
  card: DealCard
  to: Aim
}

/** Somebody was quicker: where the deal stands now, and what was meant. */
export interface Overtaken {
  card: DealCard
  to: Aim
  now: DealPage
  who: string | null
  moved: boolean
}

export function aimOf(key: string): Aim {
  const id = key.slice(key.indexOf(':') + 1)
  return key.startsWith('outcome:') ? { outcome: id } : { stage: id }
}

export interface Moves {
  pending: ReadonlyMap<string, Pending>
  asking: Asking | null
  overtaken: Overtaken | null
  /** what was done last, for screen readers */
  said: string
  move(card: DealCard, key: string, scope: string): Promise<void>
  /** to another lane: its owner (null: nobody), and where it lies there */
  give(card: DealCard, ownerId: string | null, key: string, scope: string): Promise<void>
  /** to another day of closing; `to` and `scope` say where its card goes meanwhile */
  date(card: DealCard, closeDate: string | null, to: string, scope: string): Promise<void>
  /** the dialog is over; `written` when it moved the deal */
  answered(written: DealWritten | null): void
  /** after somebody was quicker: go on from there, or leave it */
  insist(again: boolean): void
}

/** Moves cards: shown at once, written, said, taken back by the notice; gates and reasons are asked for in a dialog. */
export function useMoves(pipeline: PipelineView | undefined): Moves {
  const say = useSay()
  const format = useFormat()
  const { done, failed } = useUndo()
  const changed = useDealsChanged()
  const [pending, setPending] = useState<ReadonlyMap<string, Pending>>(new Map())
  const [asking, setAsking] = useState<Asking | null>(null)
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null)
  const [said, setSaid] = useState('')

  const put = useCallback((id: string, one: Pending | null) => {
    setPending((before) => {
      const next = new Map(before)
      if (one) next.set(id, one)
      else next.delete(id)
      return next
    })
  }, [])
  const nameOf = (to: Aim): string => {
    const found =
      'stage' in to
        ? pipeline?.stages.find(({ id }) => id === to.stage)
        : pipeline?.outcomes.find(({ id }) => id === to.outcome)
    return found ? format.text(found.name) : Object.values(to).join()
  }
  const tell = (card: DealCard, to: Aim, written: DealWritten): void => {
    const text = say('deals.moved', { deal: card.name, stage: nameOf(to) })
    const { event } = written
    setSaid(text)
    done(text, event === null ? undefined : () => dealApi.undo(card.id, event).then(changed))
  }

  const move = async (card: DealCard, key: string, scope: string): Promise<void> => {
    const to = aimOf(key)
    if (('stage' in to ? card.stage : card.outcome) === Object.values(to)[0]) return
    if (wantsReason(pipeline, card, to)) {
      setAsking({ card, to })
      return
    }
    put(card.id, { card, to: key, scope })
    try {
      const written = await dealApi.move(card.id, { revision: card.revision, pipeline: card.pipeline, ...to })
      // whoever moves it on at once moves what was written
      put(card.id, { card: { ...card, ...placeIn(written), revision: written.revision }, to: key, scope })
      tell(card, to, written)
      await changed()
    } catch (error) {
      if (asksMore(error)) setAsking({ card, to })
      else if (isConflict(error)) await lookAgain(card, to)
      else failed(error)
    } finally {
      put(card.id, null)
    }
  }

  const lookAgain = async (card: DealCard, to: Aim): Promise<void> => {
    try {
      const [now, { items }] = await Promise.all([
        dealApi.page(card.id),
        get<DealTimeline>(`/api/deals/${encodeURIComponent(card.id)}/timeline`, { limit: 5 }),
      ])
      const moved = now.stage !== card.stage || now.outcome !== card.outcome
      const news = items.find(({ kind }) => (moved ? kind === 'moved' : true))
      setOvertaken({ card, to, now, who: news?.by ?? null, moved })
      await changed()
    } catch (error) {
      failed(error)
    }
  }

  const give = async (card: DealCard, ownerId: string | null, key: string, scope: string): Promise<void> => {
    put(card.id, { card, to: key, scope })
    let after: DealCard | null = null
    try {
      const { bulk, answers } = await dealsApi.bulk({
        deals: [{ id: card.id, revision: card.revision }],
        action: { kind: 'owner', ownerId },
      })
      const answer = answers[0]?.answer
      if (answer === 'done') {
        const text = say('deals.given', { deal: card.name })
        setSaid(text)
        done(text, () => dealsApi.undoBulk(bulk).then(changed))
        after = { ...card, revision: card.revision + 1 }
      } else if (answer === 'outdated' || answer === 'gone') await lookAgain(card, aimOf(key))
      else if (answer === 'forbidden') setSaid(say('deals.left.forbidden', { count: 1 }))
      await changed()
    } catch (error) {
      failed(error)
    } finally {
      put(card.id, null)
    }
    if (after) await move(after, key, scope)
  }

  const date = async (card: DealCard, closeDate: string | null, to: string, scope: string): Promise<void> => {
    put(card.id, { card: { ...card, closeDate }, to, scope })
    try {
      const { event } = await dealApi.change(card.id, card.revision, { closeDate })
      const day = closeDate === null ? null : format.calendar(closeDate)
      const text =
        day === null ? say('deals.dated.none', { deal: card.name }) : say('deals.dated', { deal: card.name, day })
      setSaid(text)
      done(text, event === null ? undefined : () => dealApi.undo(card.id, event).then(changed))
      await changed()
    } catch (error) {
      if (isConflict(error)) {
        setSaid(say('deals.overtaken.date', { deal: card.name }))
        done(say('deals.overtaken.date', { deal: card.name }))
        await changed()
      } else failed(error)
    } finally {
      put(card.id, null)
    }
  }

  return {
    pending,
    asking,
    overtaken,
    said,
    move,
    give,
    date,
    answered(written) {
      if (asking && written) {
        tell(asking.card, asking.to, written)
        void changed()
      }
      setAsking(null)
    },
    insist(again) {
      setOvertaken(null)
      if (!again || !overtaken) return
      const { card, to, now } = overtaken
      const { revision, pipeline: place, stage, outcome, status } = now
      const key = 'stage' in to ? `stage:${to.stage}` : `outcome:${to.outcome}`
      void move({ ...card, revision, pipeline: place, stage, outcome, status }, key, '')
    },
  }
}

function placeIn({ stage, outcome, status }: DealWritten): Pick<DealCard, 'stage' | 'outcome' | 'status'> {
  return { stage, outcome, status }
}

/** Ways out with reasons, and the win, ask for one; so the dialog comes first. */
function wantsReason(pipeline: PipelineView | undefined, card: DealCard, to: Aim): boolean {
  if ('stage' in to) {
    const stage = pipeline?.stages.find(({ id }) => id === to.stage)
    return stage?.won === true && card.status !== 'won'
  }
  const outcome = pipeline?.outcomes.find(({ id }) => id === to.outcome)
  return outcome?.reasons === true || (outcome?.won === true && card.status !== 'won')
}

/** Refused for a gate that is not met, or for want of a reason. */
function asksMore(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false
  return (error.problem.fields ?? []).some(({ path }) => path === 'reason' || path.startsWith('gate.'))
}

function isConflict(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.code === 'conflict'
}
