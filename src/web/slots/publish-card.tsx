import { Button } from '@mantine/core'
import type { SlotDetail } from '#contract/slot.ts'
import type { SlotFault } from '#core/slot/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../pages/pages.module.css'
import { Keeping } from '../ui/keeping.tsx'
import { Section } from '../ui/page.tsx'
import { slotApi, useSlotChange } from './api.ts'
import type { SlotDraftHandle } from './use-draft.ts'

interface PublishCardInput {
  slot: SlotDetail
  handle: SlotDraftHandle
  faults: readonly SlotFault[]
  keeps: boolean
}

/** Whether it is kept, what is missing, and the buttons that bring it into force and end it. */
export function PublishCard({ slot, handle, faults, keeps }: PublishCardInput) {
  const say = useSay()
  const { run, isPending } = useSlotChange()
  const { saving, detail, save, reload, revision, savedRevision } = handle
  const isLive = slot.version !== null
  const isChanged = slot.state !== 'live' || savedRevision !== slot.revision || saving !== 'saved'
  const must = faults.filter((fault) => fault.must)
  const shown = must.length > 0 ? must : faults
  const publish = (): void =>
    void save().then((fine) => {
      if (!fine) return
      void run(() => slotApi.publish(slot.id, revision.current), { said: say('slots.published') })
    })
  const stop = (): void => void run(() => slotApi.stop(slot.id), { said: say('slots.stopped') })
  return (
    <Section
      title={<Say id={`slots.state.${slot.state}`} />}
      className={styles.ready}
      actions={
        isLive && keeps ? (
          <Button variant="default" size="compact-sm" loading={isPending} onClick={stop}>
            <Say id="slots.stop" />
          </Button>
        ) : undefined
      }
    >
      {keeps && (
        <>
          <Keeping saving={saving} detail={detail} reload={() => void reload()} save={() => void save()} />
          {must.length > 0 && (
            <p>
              <Say id="slots.missing" />
            </p>
          )}
          {shown.length > 0 && (
            <ul className={styles.faults} {...(must.length > 0 ? {} : { 'data-may': true })}>
              {shown.map(({ fault, variant = '' }) => (
                <li key={`${fault} ${variant}`}>
                  {variant !== '' && <b>{variant.toUpperCase()}: </b>}
                  <Say id={`slots.fault.${fault}`} />
                </li>
              ))}
            </ul>
          )}
          {isLive && isChanged && (
            <p className="small quiet">
              <Say id="slots.anew" />
            </p>
          )}
          <Button disabled={must.length > 0 || !isChanged} loading={isPending} onClick={publish}>
            <Say id={isLive ? 'slots.publish.again' : 'slots.publish'} />
          </Button>
        </>
      )}
      {slot.publicKey === null && (
        <p className="small quiet">
          <Say id="slots.uncounted" />
        </p>
      )}
    </Section>
  )
}
