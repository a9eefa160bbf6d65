import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { NextContentItem } from '#contract/content-reading.ts'
import type { PersonHead } from '#contract/person-head.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { contentApi } from '../content/content-api.ts'
import { LinkMade } from '../content/links.tsx'
import { useLanguageName } from '../content/names.ts'
import { useEventName } from '../ui/event-name.ts'
import { useUndo } from '../ui/undo.tsx'
import styles from './person.module.css'

/** What of the library to give them next, why, and a link that counts as theirs. */
export function NextContent({ person }: { person: PersonHead }) {
  const { content } = person.next
  if (content.length === 0) return null
  return (
    <div className={styles.offers}>
      <h3>
        <Say id="content.next" />
      </h3>
      <ol>
        {content.map((offer) => (
          <Offer key={offer.asset} offer={offer} person={person} />
        ))}
      </ol>
    </div>
  )
}

function Offer({ offer, person }: { offer: NextContentItem; person: PersonHead }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const mayLink = useMay('content.link')
  const make = useMutation({
    mutationFn: () => contentApi.link(offer.asset, { person: person.id, campaign: null, language: offer.language }),
    onError: undo.failed,
  })
  const givable = mayLink && (offer.url !== null || offer.file !== null)
  return (
    <li>
      <Link to="/capture/content/$id" params={{ id: offer.asset }} className="link">
        <span lang={offer.language}>{offer.title}</span>
      </Link>{' '}
      <span className="quiet small">{format.text(offer.kind.name)}</span>
      {givable && !make.data && (
        <button
          type="button"
          className={`link ${styles.give}`}
          aria-label={say('content.next.give.of', { title: offer.title })}
          disabled={make.isPending}
          onClick={() => make.mutate()}
        >
          <Say id="content.next.give" />
        </button>
      )}
      <ul className={styles.because}>
        {offer.reasons.map((reason) => (
          <li key={reason.code}>
            <Why reason={reason} offer={offer} person={person} />
          </li>
        ))}
      </ul>
      {make.data && <LinkMade url={make.data.url} />}
    </li>
  )
}

interface WhyInput {
  reason: NextContentItem['reasons'][number]
  offer: NextContentItem
  person: PersonHead
}

/** One reason, as a sentence. */
function Why({ reason, offer, person }: WhyInput) {
  const eventName = useEventName()
  const format = useFormat()
  const languageName = useLanguageName()
  switch (reason.code) {
    case 'asked':
      return <Say id="content.next.asked" />
    case 'with': {
      const asked = person.next.reasons.find(({ code }) => code === 'asked')
      const event = asked?.code === 'asked' ? eventName(asked.event) : ''
      return <Say id="content.next.with" values={{ event }} />
    }
    case 'here':
    case 'next':
      return reason.stage ? (
        <Say id={`content.next.${reason.code}`} values={{ stage: format.text(reason.stage.name) }} />
      ) : (
        <Say id="content.next.need" />
      )
    case 'persona':
      return <Say id="content.next.persona" values={{ persona: format.text(reason.persona.name) }} />
    case 'industry':
      return <Say id="content.next.industry" values={{ industry: reason.industry }} />
    case 'language':
      return <Say id="content.next.language" values={{ language: languageName(offer.language) }} />
    case 'other_language':
      return (
        <Say
          id="content.next.otherLanguage"
          values={{ wanted: languageName(reason.wanted), language: languageName(offer.language) }}
        />
      )
    case 'unknown_language':
      return <Say id="content.next.unknownLanguage" values={{ language: languageName(offer.language) }} />
    case 'lift':
      return (
        <Say
          id="content.next.lift"
          values={{
            stage: format.text(reason.stage.name),
            ratio: format.points(reason.ratio),
            low: format.points(reason.low),
            high: format.points(reason.high),
            count: reason.readers,
          }}
        />
      )
  }
}
