import { Button, Modal, Progress } from '@mantine/core'
import { useState } from 'react'
import type { WaitingList } from '#contract/home.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import styles from './home.module.css'
import { type Deed, decide, takeBack } from './unsent.ts'

interface UnsentAllInput {
  all: WaitingList['all']
  /** the moment of the list: what came since is not decided on */
  asOf: string
  refresh(): Promise<unknown>
}

/** Decides on the whole list; asks before it does, and shows how far it is. */
export function UnsentAll({ all, asOf, refresh }: UnsentAllInput) {
  const say = useSay()
  const format = useFormat()
  const { done, failed } = useUndo()
  const [asked, setAsked] = useState<Deed | null>(null)
  const [going, setGoing] = useState<number | null>(null)
  const count = `${format.number(all.count)}${all.capped ? '+' : ''}`

  const go = async (deed: Deed) => {
    setAsked(null)
    setGoing(0)
    const ids: string[] = []
    try {
      for (let left = 1; left > 0;) {
        const part = await decide(deed, { until: asOf })
        ids.push(...part.ids)
        if (part.ids.length === 0) break
        left = part.left
        setGoing(ids.length / (ids.length + left))
      }
    } catch (error) {
      failed(error)
    } finally {
      setGoing(null)
      if (ids.length > 0)
        done(say(`waiting.done.${deed}`, { count: ids.length }), () => takeBack(deed, ids).then(refresh))
      await refresh()
    }
  }

  return (
    <div className={styles.all}>
      {going === null ? (
        <>
          <Button variant="default" size="compact-sm" onClick={() => setAsked('fire')}>
            <Say id="waiting.fire.all" values={{ count }} />
          </Button>
          <Button variant="default" size="compact-sm" onClick={() => setAsked('dismiss')}>
            <Say id="waiting.dismiss.all" values={{ count }} />
          </Button>
        </>
      ) : (
        <Progress value={going * 100} aria-label={say('waiting.going')} className={styles.progress} animated />
      )}
      {asked && (
        <Modal
          opened
          onClose={() => setAsked(null)}
          title={say(`waiting.ask.${asked}`, { count })}
          closeButtonProps={{ 'aria-label': say('state.close') }}
        >
          <p>
            <Say id={`waiting.means.${asked}`} />
          </p>
          <div className={styles.answers}>
            <Button variant="default" onClick={() => setAsked(null)} data-autofocus>
              <Say id="waiting.not" />
            </Button>
            <Button onClick={() => void go(asked)}>
              <Say id={`waiting.yes.${asked}`} />
            </Button>
          </div>
        </Modal>
      )}
    </div>
  )
}
