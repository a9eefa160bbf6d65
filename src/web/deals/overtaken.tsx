import { Button, Modal } from '@mantine/core'
import type { PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { keyOf, placeNames } from './board.tsx'
import styles from './deals.module.css'
import type { Moves, Overtaken as News } from './moves.ts'

/** Somebody was quicker: who, where the deal stands now, and whether to go on from there. */
export function Overtaken({ news, pipeline, insist }: { news: News; pipeline: PipelineView; insist: Moves['insist'] }) {
  const say = useSay()
  const format = useFormat()
  const { card, to, now, who, moved } = news
  const names = placeNames(pipeline, format.text)
  const place = names.get(keyOf(now)) ?? now.stage ?? now.outcome ?? ''
  const meant = names.get('stage' in to ? `stage:${to.stage}` : `outcome:${to.outcome}`) ?? ''
  const there = place === meant
  return (
    <Modal
      opened
      onClose={() => insist(false)}
      title={<Say id="deals.overtaken" />}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <div className={styles.dialog}>
        <p>
          <Say
            id={moved ? 'deals.overtaken.moved' : 'deals.overtaken.changed'}
            values={{ who: <b>{who ?? say('deals.somebody')}</b>, deal: <b>{card.name}</b>, stage: <b>{place}</b> }}
          />
        </p>
        <footer>
          {!there && now.mayChange && (
            <Button variant="default" onClick={() => insist(true)}>
              <Say id="deals.overtaken.go" values={{ stage: meant }} />
            </Button>
          )}
          <Button data-autofocus onClick={() => insist(false)}>
            <Say id="deals.overtaken.leave" />
          </Button>
        </footer>
      </div>
    </Modal>
  )
}
