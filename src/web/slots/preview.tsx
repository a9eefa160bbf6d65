import { isPictureAddress, type SlotVariant } from '#core/slot/document.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from '../pages/pages.module.css'
import own from './slots.module.css'

/** What a variant puts into the box, in looks of our own: on a page it takes those of the page. */
export function SlotPreview({ variant, control }: { variant: SlotVariant; control: number }) {
  const say = useSay()
  const { title, text, label, href, picture } = variant.content
  const isEmpty = [title, text, label].every((part) => part.trim() === '') && picture === null
  return (
    <section className={styles.preview} aria-label={say('slots.preview')}>
      {isEmpty ? (
        <p className={own.picture}>
          <Say id="slots.preview.none" />
        </p>
      ) : (
        <div className={own.box}>
          {picture !== null && (
            <p className={own.picture}>
              {isPictureAddress(picture.url) ? (
                <Say id="slots.preview.picture" values={{ host: new URL(picture.url).hostname, alt: picture.alt }} />
              ) : (
                picture.alt
              )}
            </p>
          )}
          {title !== '' && <p className={own.title}>{title}</p>}
          {text.split(/\n\s*\n/).map((said, index) =>
            said.trim() === '' ? null : (
              // the place is all that names a paragraph
              // oxlint-disable-next-line react/no-array-index-key
              <p key={index}>{said.trim()}</p>
            ),
          )}
          {label !== '' && <p className={own.button}>{label}</p>}
          {label !== '' && href !== '' && <p className="quiet small">{href}</p>}
        </div>
      )}
      <p className="quiet small">
        <Say id="slots.preview.about" values={{ control }} />
      </p>
    </section>
  )
}
