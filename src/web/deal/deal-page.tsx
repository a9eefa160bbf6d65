import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Lazy } from '../person/lazy.tsx'
import { Page } from '../ui/page.tsx'
import { DealHygiene } from '../review/deal-hygiene.tsx'
import { PageError } from '../ui/page-error.tsx'
import { LoadingScreen } from '../ui/state.tsx'
import { Bant } from './bant.tsx'
import { BuyingGroup } from './buying-group.tsx'
import styles from './deal.module.css'
import { DealFacts } from './deal-facts.tsx'
import { DealHead } from './deal-head.tsx'
import { EvidenceCard } from './evidence-card.tsx'
import { Memory } from './memory.tsx'
import { MoveDialog, type MoveDialogInput } from './move-dialog.tsx'
import { Objections } from './objections.tsx'
import { Playbook } from './playbook.tsx'
import { Proofs } from './proofs.tsx'
import { dealQuery, undoWritten, useDealChange, usePipelines } from './queries.ts'
import { MeetingSlots, TaskSlot } from './slots.tsx'
import { StagePath } from './stage-path.tsx'
import { Story } from './story.tsx'

const route = getRouteApi('/inside/deals/$id')

const jumps = ['group', 'questions', 'objections', 'proofs', 'story'] as const

/** The story of one deal: where it stands and since when, who decides, what they said, what is missing, what happened. */
export function DealPage() {
  const say = useSay()
  const workspace = useWorkspace()
  const { id } = route.useParams()
  const { data: deal, error, isPending, refetch } = useQuery(dealQuery(workspace.id, id))
  const pipelines = usePipelines()
  const { move, dialog } = useMove(id)

  if (isPending) return <LoadingScreen />
  if (error) return <PageError what="deal" error={error} retry={() => void refetch()} />
  const pipeline = pipelines?.items.find((one) => one.id === deal.pipeline)
  const start = { id, revision: deal.revision, name: deal.name, pipeline: deal.pipeline, stage: deal.stage }
  return (
    <Page title={deal.name}>
      <DealHead deal={deal} pipeline={pipeline} move={(to) => move(start, to)} />
      <nav className={styles.jumps} aria-label={say('deal.jumps')} data-no-print>
        {jumps.map((part) => (
          <a key={part} href={`#${part}`}>
            <Say id={`deal.jump.${part}`} />
          </a>
        ))}
      </nav>
      {/* keyed: what was opened or typed belongs to this deal */}
      <div className={styles.columns} key={id}>
        <div className={styles.story}>
          <StagePath deal={deal} pipeline={pipeline} move={(to) => move(start, to)} />
          <Memory deal={deal} />
          <TaskSlot dealId={id} mayChange={deal.mayChange} />
          <BuyingGroup deal={deal} />
          <div className={styles.asking} id="questions">
            <Bant deal={deal} />
            <Playbook deal={deal} pipeline={pipeline} />
          </div>
          <MeetingSlots dealId={id} mayChange={deal.mayChange} />
          <Objections deal={deal} />
          <Proofs deal={deal} />
          <Lazy lines={6}>
            <Story deal={deal} pipeline={pipeline} />
          </Lazy>
        </div>
        <aside className={styles.side} aria-label={say('deal.side')}>
          <DealHygiene dealId={id} />
          <DealFacts deal={deal} />
          {deal.evidence && <EvidenceCard evidence={deal.evidence} />}
        </aside>
      </div>
      {dialog}
    </Page>
  )
}

/** The dialog of a move, and what is said when it is done. */
function useMove(id: string) {
  const say = useSay()
  const format = useFormat()
  const pipelines = usePipelines()
  const change = useDealChange()
  const [aim, setAim] = useState<Pick<MoveDialogInput, 'deal' | 'to'> | null>(null)
  const move = (deal: MoveDialogInput['deal'], to: MoveDialogInput['to']) => setAim({ deal, to })
  const nameOf = (stage: string | null, outcome: string | null, pipeline: string) => {
    const model = pipelines?.items.find((one) => one.id === pipeline)
    const found = [...(model?.stages ?? []), ...(model?.outcomes ?? [])].find((one) => one.id === (stage ?? outcome))
    return found ? format.text(found.name) : (stage ?? outcome ?? '')
  }
  const dialog = aim && (
    <MoveDialog
      {...aim}
      onClose={() => setAim(null)}
      onDone={(written) => {
        const { pipeline } = aim.deal
        setAim(null)
        change.go({
          run: () => Promise.resolve(written),
          said: () =>
            say('deal.move.done', {
              name: aim.deal.name,
              stage: nameOf(written.stage, written.outcome, aim.to.pipeline ?? pipeline),
            }),
          undo: () => undoWritten({ ...written, id }),
        })
      }}
    />
  )
  return { move, dialog }
}
