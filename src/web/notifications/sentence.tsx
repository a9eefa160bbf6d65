import { notificationKinds, type NotificationRow } from '#contract/notification.ts'
import { useFormat } from '../app/format.ts'
import { useModels } from '../app/models.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import { PersonName } from '../ui/person-name.tsx'

/** What happened, as a sentence in the language in use. */
export function NotificationSentence({ item }: { item: NotificationRow }) {
  const say = useSay()
  const wordFor = useWordFor()
  const format = useFormat()
  const eventName = useEventName()
  const models = useModels()
  const { data } = item
  const number = (key: string): number => (typeof data[key] === 'number' ? data[key] : 0)
  const text = (key: string): string => (typeof data[key] === 'string' ? data[key] : '')
  const person = <PersonName name={item.person?.name ?? null} email={null} />
  const kind = notificationKinds.find((one) => one === item.kind)

  if (kind === 'handoff') {
    const stage = models?.models.flatMap(({ stages }) => stages).find(({ id }) => id === text('stage'))
    if (!stage || !text('reason').startsWith('entered:')) return <Say id="notification.waits" values={{ person }} />
    return <Say id="notification.kind.handoff" values={{ person, stage: format.text(stage.name) }} />
  }
  if (kind === 'handoff_overdue') return <Say id="notification.kind.handoff_overdue" values={{ person }} />
  if (kind === 'form_sent') return <Say id="notification.kind.form_sent" values={{ person, form: text('form') }} />
  if (kind === 'form_sent_many')
    return <Say id="notification.kind.form_sent_many" values={{ count: number('count'), form: text('form') }} />
  if (kind === 'hot') {
    const values = { person, total: format.points(number('total')) }
    if (text('event') === '') return <Say id="notification.rose" values={values} />
    return <Say id="notification.kind.hot" values={{ ...values, event: eventName(text('event')) }} />
  }
  if (kind === 'import_done' && number('setAside') > 0)
    return (
      <Say
        id="notification.importAside"
        values={{ file: text('file'), count: number('accepted'), aside: number('setAside') }}
      />
    )
  if (kind === 'import_done' || kind === 'import_failed')
    return <Say id={`notification.kind.${kind}`} values={{ file: text('file'), count: number('accepted') }} />
  if (kind === 'proposal_opened')
    return <Say id="notification.kind.proposal_opened" values={{ title: text('title'), deal: text('deal') }} />
  if (kind === 'proposal_accepted')
    return (
      <Say
        id="notification.kind.proposal_accepted"
        values={{ who: text('who'), option: text('option'), deal: text('deal') }}
      />
    )
  if (kind === 'proposal_declined')
    return <Say id="notification.kind.proposal_declined" values={{ title: text('title'), deal: text('deal') }} />
  if (kind === 'erasure_asked')
    return <Say id="notification.kind.erasure_asked" values={{ by: text('by'), count: number('count') }} />
  if (kind === 'review_decided') {
    const decision = wordFor('review.decision', text('decision'))
    return <Say id="notification.kind.review_decided" values={{ by: text('by'), deal: text('deal'), decision }} />
  }
  if (kind === undefined) return <>{say('notification.other')}</>
  return (
    <Say id={`notification.kind.${kind}`} values={{ count: number('count'), usual: format.number(number('usual')) }} />
  )
}
