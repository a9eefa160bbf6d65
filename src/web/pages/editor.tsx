import { Button, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { PageDetail } from '#contract/page.ts'
import { faultsOf, type PageVariant, type VariantKey } from '#core/page/document.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EditorBar } from '../ui/editor-bar.tsx'
import { Keeping } from '../ui/keeping.tsx'
import { Section } from '../ui/page.tsx'
import { pageApi, usePageChange } from './api.ts'
import { Blocks } from './blocks.tsx'
import styles from './pages.module.css'
import { PictureGallery } from './picture-field.tsx'
import { Preview } from './preview.tsx'
import { SettingsForm } from './settings-form.tsx'
import { useDraft, type DraftHandle } from './use-draft.ts'
import { Variants } from './variants.tsx'

const parts = ['blocks', 'settings'] as const
type Part = (typeof parts)[number]

interface EditorInput {
  page: PageDetail
  variant: VariantKey
  onVariant(key: VariantKey): void
}

/** A page as it is written: blocks and settings at the left, what strangers will see at the right. */
export function Editor({ page, variant, onVariant }: EditorInput) {
  const say = useSay()
  const keeps = useMay('capture.write')
  const handle = useDraft(page)
  const { draft, change, savedRevision, undo, redo } = handle
  const [part, setPart] = useState<Part>('blocks')
  const { document } = draft
  const chosen = document.variants.find(({ key }) => key === variant) ?? (document.variants[0] as PageVariant)
  const faults = useMemo(() => faultsOf(document, new Set(page.forms.map(({ slug }) => slug))), [document, page.forms])
  const setVariants = (variants: PageVariant[], place: string): void =>
    change({ document: { ...document, variants } }, place)
  return (
    <PictureGallery pictures={page.pictures}>
      <div className={styles.columns}>
        <div className={styles.side}>
          <PublishCard page={page} handle={handle} faults={faults} keeps={keeps} />
          <fieldset className={styles.bare} disabled={!keeps}>
            <EditorBar<Part>
              parts={{
                name: say('pages.part'),
                all: parts,
                nameOf: (one) => say(`pages.part.${one}`),
                shown: part,
                onShow: setPart,
              }}
              undo={undo}
              redo={redo}
            />
            {part === 'settings' ? (
              <section className="card">
                <SettingsForm page={page} draft={draft} onChange={change} />
              </section>
            ) : (
              <>
                <Variants
                  variants={document.variants}
                  chosen={chosen.key}
                  onChoose={onVariant}
                  onChange={setVariants}
                />
                <Blocks
                  key={chosen.key}
                  blocks={chosen.blocks}
                  forms={page.forms}
                  slots={page.slots}
                  faults={faults.filter((fault) => fault.variant === chosen.key)}
                  onChange={(blocks, place) =>
                    setVariants(
                      document.variants.map((one) => (one.key === chosen.key ? { ...one, blocks } : one)),
                      `${chosen.key} ${place}`,
                    )
                  }
                />
              </>
            )}
          </fieldset>
        </div>
        <Preview id={page.id} variant={chosen.key} revision={savedRevision} />
      </div>
    </PictureGallery>
  )
}

interface PublishCardInput {
  page: PageDetail
  handle: DraftHandle
  faults: ReturnType<typeof faultsOf>
  keeps: boolean
}

/** Whether it is kept, what is missing, and the one button that shows it to the public. */
function PublishCard({ page, handle, faults, keeps }: PublishCardInput) {
  const say = useSay()
  const navigate = useNavigate()
  const { run, isPending } = usePageChange()
  const [note, setNote] = useState('')
  const { saving, detail, save, reload, revision, savedRevision } = handle
  const must = [...new Set(faults.filter((fault) => fault.must).map(({ fault }) => fault))]
  const may = [...new Set(faults.filter((fault) => !fault.must).map(({ fault }) => fault))]
  const isChanged = page.state !== 'live' || savedRevision !== page.revision || saving !== 'saved'
  const publish = (): void =>
    void save().then((fine) => {
      if (!fine) return
      void run(() => pageApi.publish(page.id, revision.current, note.trim()), {
        said: say('pages.published'),
        ...(page.live
          ? { undo: () => pageApi.rollBack(page.id, page.live?.version ?? 1) }
          : { undo: () => pageApi.unpublish(page.id) }),
        onDone: () => setNote(''),
      })
    })
  return (
    <Section
      title={<Say id={`pages.state.${page.state}`} />}
      className={styles.ready}
      actions={
        page.live ? (
          <a href={`/l/${encodeURIComponent(page.slug)}`} className="link small" target="_blank" rel="noopener">
            <Say id="pages.look" />
          </a>
        ) : undefined
      }
    >
      {keeps && (
        <>
          <Keeping saving={saving} detail={detail} reload={() => void reload()} save={() => void save()} />
          {must.length > 0 && (
            <>
              <p>
                <Say id="pages.missing" />
              </p>
              <ul className={styles.faults}>
                {must.map((fault) => (
                  <li key={fault}>
                    <Say id={`pages.fault.${fault}`} />
                  </li>
                ))}
              </ul>
            </>
          )}
          {must.length === 0 && may.length > 0 && (
            <ul className={styles.faults} data-may>
              {may.map((fault) => (
                <li key={fault}>
                  <Say id={`pages.fault.${fault}`} />
                </li>
              ))}
            </ul>
          )}
          {page.testing ? (
            <p className="small">
              <Say id="pages.testing" />{' '}
              <button
                type="button"
                className="link"
                onClick={() =>
                  void navigate({ to: '/capture/pages/$id', params: { id: page.id }, search: { tab: 'test' } })
                }
              >
                <Say id="pages.testing.open" />
              </button>
            </p>
          ) : (
            <>
              <TextInput
                label={say('pages.publish.note')}
                description={say('pages.publish.note.about')}
                maxLength={200}
                value={note}
                onChange={(event) => setNote(event.currentTarget.value)}
              />
              <Button disabled={must.length > 0 || !isChanged} loading={isPending} onClick={publish}>
                <Say id={page.live ? 'pages.publish.again' : 'pages.publish'} />
              </Button>
            </>
          )}
        </>
      )}
      {!page.counted && (
        <p className="small quiet">
          <Say id="pages.uncounted" />
        </p>
      )}
    </Section>
  )
}
