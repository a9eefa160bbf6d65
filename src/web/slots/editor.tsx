import { useMemo, useState } from 'react'
import type { SlotDetail } from '#contract/slot.ts'
import { slotFaultsOf, type SlotVariant, type SlotVariantKey } from '#core/slot/document.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Line } from '../pages/fields.tsx'
import styles from '../pages/pages.module.css'
import { EditorBar } from '../ui/editor-bar.tsx'
import { Section } from '../ui/page.tsx'
import { ContentForm } from './content-form.tsx'
import { MeasureForm } from './measure-form.tsx'
import { SlotPreview } from './preview.tsx'
import { PublishCard } from './publish-card.tsx'
import { SlotVariants } from './variants.tsx'
import { useSlotDraft } from './use-draft.ts'
import { WhoForm } from './who-form.tsx'

const parts = ['variants', 'measure'] as const
type Part = (typeof parts)[number]

interface EditorInput {
  slot: SlotDetail
  variant: SlotVariantKey
  onVariant(key: SlotVariantKey): void
}

/** A slot as it is written: for whom and what at the left, what they will see at the right. */
export function SlotEditor({ slot, variant, onVariant }: EditorInput) {
  const say = useSay()
  const keeps = useMay('capture.write')
  const handle = useSlotDraft(slot)
  const { draft, change, undo, redo } = handle
  const [part, setPart] = useState<Part>('variants')
  const { document } = draft
  const chosen = document.variants.find(({ key }) => key === variant) ?? document.variants[0]
  const faults = useMemo(() => slotFaultsOf(document), [document])
  const setVariant = (next: SlotVariant, place: string): void =>
    change(
      { document: { ...document, variants: document.variants.map((one) => (one.key === next.key ? next : one)) } },
      `${next.key} ${place}`,
    )
  return (
    <div className={styles.columns}>
      <div className={styles.side}>
        <PublishCard slot={slot} handle={handle} faults={faults} keeps={keeps} />
        <fieldset className={styles.bare} disabled={!keeps}>
          <EditorBar<Part>
            parts={{
              name: say('slots.part'),
              all: parts,
              nameOf: (one) => say(`slots.part.${one}`),
              shown: part,
              onShow: setPart,
            }}
            undo={undo}
            redo={redo}
          />
          {part === 'measure' ? (
            <Section title={<Say id="slots.part.measure" />}>
              <div className={styles.form}>
                <Line
                  label={say('slots.field.name')}
                  value={draft.name}
                  onChange={(name) => change({ name }, 'name')}
                />
                <MeasureForm
                  document={document}
                  onChange={(more, place) => change({ document: { ...document, ...more } }, place)}
                />
              </div>
            </Section>
          ) : (
            <>
              <SlotVariants
                variants={document.variants}
                chosen={chosen?.key ?? 'a'}
                onChoose={onVariant}
                onChange={(variants, place) => change({ document: { ...document, variants } }, place)}
              />
              {chosen && (
                <>
                  <WhoForm
                    key={`who ${chosen.key}`}
                    variant={chosen}
                    onChange={(more, place) => setVariant({ ...chosen, ...more }, place)}
                  />
                  <ContentForm
                    content={chosen.content}
                    onChange={(more, place) =>
                      setVariant({ ...chosen, content: { ...chosen.content, ...more } }, place)
                    }
                  />
                </>
              )}
            </>
          )}
        </fieldset>
      </div>
      {chosen && <SlotPreview variant={chosen} control={document.control} />}
    </div>
  )
}
