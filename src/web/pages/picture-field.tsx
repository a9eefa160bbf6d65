import { Button, Modal, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, use, useId, useRef, useState, type ReactNode } from 'react'
import type { PictureRow } from '#contract/page.ts'
import type { PagePicture } from '#core/page/document.ts'
import { largestPicture } from '#core/page/picture.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { EmptyState, Loaded } from '../ui/state.tsx'
import { useUndo } from '../ui/undo.tsx'
import { pageApi, uploadPicture } from './api.ts'
import styles from './pages.module.css'

interface Gallery {
  pictures: ReadonlyMap<string, PictureRow>
  add(picture: PictureRow): void
}
const GalleryContext = createContext<Gallery>({ pictures: new Map(), add: () => {} })

/** What is known of the pictures of a page: those it came with, and those chosen since. */
export function PictureGallery({ pictures, children }: { pictures: readonly PictureRow[]; children: ReactNode }) {
  const [added, setAdded] = useState<readonly PictureRow[]>([])
  const all = new Map([...pictures, ...added].map((one) => [one.id, one]))
  return (
    <GalleryContext value={{ pictures: all, add: (picture) => setAdded((before) => [...before, picture]) }}>
      {children}
    </GalleryContext>
  )
}

interface PictureFieldInput {
  label: string
  value: PagePicture | null
  onChange(value: PagePicture | null): void
}

/** A picture: uploaded or chosen, and what it shows in words, which nobody may leave out. */
export function PictureField({ label, value, onChange }: PictureFieldInput) {
  const say = useSay()
  const id = useId()
  const { pictures } = use(GalleryContext)
  const [choosing, setChoosing] = useState(false)
  const known = value === null ? undefined : pictures.get(value.id)
  return (
    <div className={styles.picture} role="group" aria-labelledby={id}>
      <span id={id} className={styles.label}>
        {label}
      </span>
      {value !== null && (
        <div className={styles.chosen}>
          {known ? <img src={known.path} alt="" width={known.width} height={known.height} /> : <span />}
          <TextInput
            label={say('pages.picture.alt')}
            description={say('pages.picture.alt.hint')}
            maxLength={300}
            value={value.alt}
            error={value.alt.trim() === '' ? say('pages.picture.alt.missing') : null}
            onChange={(event) => onChange({ ...value, alt: event.currentTarget.value })}
          />
        </div>
      )}
      <div className={styles.row}>
        <button type="button" className="link small" onClick={() => setChoosing(true)}>
          <Say id={value === null ? 'pages.picture.choose' : 'pages.picture.change'} />
        </button>
        {value !== null && (
          <button type="button" className="link small" onClick={() => onChange(null)}>
            <Say id="pages.picture.remove" />
          </button>
        )}
      </div>
      {choosing && (
        <PictureChooser
          onClose={() => setChoosing(false)}
          onChoose={(picture) => {
            onChange({ id: picture.id, alt: picture.alt })
            setChoosing(false)
          }}
        />
      )}
    </div>
  )
}

/** All pictures of the workspace, and the way to bring in another. */
export function PictureChooser({ onClose, onChoose }: { onClose(): void; onChoose(picture: PictureRow): void }) {
  const say = useSay()
  const workspace = useWorkspace()
  const client = useQueryClient()
  const { failed } = useUndo()
  const { add } = use(GalleryContext)
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const list = useQuery({
    queryKey: ['pictures', workspace.id],
    queryFn: ({ signal }) => pageApi.pictures(signal),
  })
  const choose = (picture: PictureRow): void => {
    add(picture)
    onChoose(picture)
  }
  const upload = async (file: File | undefined): Promise<void> => {
    if (!file) return
    setBusy(true)
    try {
      const picture = await uploadPicture(workspace.id, file)
      void client.invalidateQueries({ queryKey: ['pictures'] })
      choose(picture)
    } catch (error) {
      failed(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={say('pages.picture.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <div className={styles.form}>
        <div className={styles.row}>
          <Button loading={busy} onClick={() => input.current?.click()}>
            <Say id="pages.picture.upload" />
          </Button>
          <span className="quiet small">
            <Say id="pages.picture.upload.hint" values={{ size: largestPicture / 1024 / 1024 }} />
          </span>
          <input
            ref={input}
            type="file"
            accept="image/png,image/jpeg,image/webp"
            className="hidden"
            tabIndex={-1}
            aria-label={say('pages.picture.upload')}
            onChange={(event) => void upload(event.currentTarget.files?.[0])}
          />
        </div>
        <Loaded query={list}>
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState title={<Say id="pages.picture.none" />}>
                <p>
                  <Say id="pages.picture.none.next" />
                </p>
              </EmptyState>
            ) : (
              <ul className={styles.gallery}>
                {items.map((picture) => (
                  <li key={picture.id}>
                    <button type="button" onClick={() => choose(picture)}>
                      <img src={picture.path} alt="" loading="lazy" width={picture.width} height={picture.height} />
                      <span>{picture.alt || picture.name || say('pages.picture.unnamed')}</span>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </div>
    </Modal>
  )
}
