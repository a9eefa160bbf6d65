import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { PipelineView } from '#contract/deal.ts'
import type { StoryItem } from '#contract/deal-page.ts'
import { toMajor } from '#core/deal/money.ts'
import { answerLength } from '#core/deal/question.ts'
import type { Json } from '#core/json.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { useEventName } from '../ui/event-name.ts'
import styles from './deal.module.css'
import { usePipelines } from './queries.ts'

interface StoryLineInput {
  /** one, or several readings of one person in a row */
  items: readonly StoryItem[]
  pipeline: PipelineView | undefined
}

/** One line of the story: when, what, by whom, and what was said with it. */
export function StoryLine({ items, pipeline }: StoryLineInput) {
  const format = useFormat()
  const first = items[0]
  if (!first) return null
  return (
    <li className={styles.event} data-part={first.part}>
      <span className={styles.when}>{format.time(first.at)}</span>
      <div>
        {first.part === 'people' ? <Reading items={items} /> : <Said item={first} pipeline={pipeline} />}
        {first.part !== 'people' && (first.by !== null || first.person !== null) && (
          <span className="quiet small">
            {first.person !== null && (
              <Link to="/people/$id" params={{ id: first.person.id }} className={styles.who}>
                {first.person.name ?? <Say id="person.unknown" />}
              </Link>
            )}
            {first.person !== null && first.by !== null && ' · '}
            {first.by}
          </span>
        )}
      </div>
    </li>
  )
}

function Reading({ items }: { items: readonly StoryItem[] }) {
  const format = useFormat()
  const eventName = useEventName()
  const first = items[0]
  if (!first) return null
  const objects = [...new Set(items.flatMap(({ object }) => object ?? []))]
  const shown = objects.slice(0, 4)
  return (
    <p>
      {first.person && (
        <Link to="/people/$id" params={{ id: first.person.id }} className={styles.who}>
          {first.person.name ?? <Say id="person.unknown" />}
        </Link>
      )}{' '}
      {items.length === 1 ? (
        <>
          {eventName(first.kind)} {first.object !== null && <span className="quiet small">{first.object}</span>}
        </>
      ) : (
        <>
          <Say id="deal.story.read" values={{ count: items.length }} />{' '}
          <span className="quiet small">
            {shown.join(', ')}
            {objects.length > shown.length && ` +${format.number(objects.length - shown.length)}`}
          </span>
        </>
      )}
    </p>
  )
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const list = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
const object = (value: Json | undefined): { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}

function Said({ item, pipeline }: { item: StoryItem; pipeline: PipelineView | undefined }): ReactNode {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const pipelines = usePipelines()
  const { kind, data } = item
  const of = pipelines?.items.find(({ id }) => id === data['pipeline']) ?? pipeline
  const placeName = (id: string) => {
    const found = [...(of?.stages ?? []), ...(of?.outcomes ?? [])].find((one) => one.id === id)
    return found ? format.text(found.name) : id
  }
  const reasonName = (id: string) => {
    const found = Object.values(of?.reasons ?? {})
      .flat()
      .find((one) => one.id === id)
    return found ? format.text(found.name) : id
  }
  const words = (body: Json | undefined) =>
    text(body) === '' ? null : <span className={styles.words}>{text(body)}</span>

  if (kind === 'opened' || kind === 'moved') {
    const reason = text(data['reason'])
    return (
      <>
        <p>
          <b>
            <Say
              id={kind === 'opened' ? 'deal.story.opened' : 'deal.story.moved'}
              values={{ stage: placeName(text(data['stage']) || text(data['outcome'])) }}
            />
          </b>
          {reason !== '' && ` · ${reasonName(reason)}`}
          {list(data['overrode']).length > 0 && (
            <span className={styles.hot}>
              {' · '}
              <Say id="deal.story.overrode" values={{ count: list(data['overrode']).length }} />
            </span>
          )}
        </p>
        {words(data['note'])}
      </>
    )
  }
  if (kind === 'changed') return <Changed fields={object(data['fields'])} openedAt={data['openedAt']} />
  if (kind === 'person_set') {
    const roles = list(data['roles']).map((role) => wordFor('deal.role', role))
    return (
      <p>
        <Say id="deal.story.person" />
        {roles.length > 0 && `: ${format.list(roles)}`} · {wordFor('deal.stance', text(data['stance']))}
      </p>
    )
  }
  if (kind === 'person_removed') return <Say id="deal.story.personGone" />
  if (kind === 'touched') {
    const outcome = text(data['outcome'])
    return (
      <>
        <p>
          <b>{wordFor('deal.what', text(data['what']))}</b> ·{' '}
          <Say id={data['side'] === 'theirs' ? 'deal.story.theirs' : 'deal.story.ours'} />
          {outcome !== '' && ` · ${wordFor('deal.outcome', outcome)}`}
          {typeof data['seconds'] === 'number' && ` · ${format.duration(data['seconds'] * 1000)}`}
        </p>
        {words(data['note'])}
      </>
    )
  }
  if (kind === 'noted') return <span className={styles.words}>{text(data['body'])}</span>
  if (kind === 'checked') {
    const gate = of?.stages.flatMap((stage) => stage.gates).find(({ id }) => id === data['gate'])
    return (
      <>
        <p>
          <Say
            id={data['done'] === true ? 'deal.story.checked' : 'deal.story.unchecked'}
            values={{ gate: gate ? format.text(gate.name) : text(data['gate']) }}
          />
        </p>
        {words(data['note'])}
      </>
    )
  }
  if (kind === 'answered') {
    return (
      <>
        <p>
          <b>{wordFor('deal.letter', text(data['letter']))}</b> <span className="quiet">{text(data['question'])}</span>
          {data['met'] === false && ` · ${say('deal.bant.unmet')}`}
        </p>
        {words(data['answer'])}
      </>
    )
  }
  if (kind === 'signed') {
    return (
      <p>
        <b>
          <Say id="deal.story.signed" values={{ what: wordFor('deal.signed', text(data['what'])) }} />
        </b>{' '}
        {text(data['reference'])}
      </p>
    )
  }
  if (kind === 'recycled') {
    const until = text(data['until'])
    return (
      <>
        <p>
          <Say
            id="deal.memory.recycled"
            values={{
              reason: reasonName(text(data['reason'])),
              until: until === '' ? '' : format.calendar(until),
              hasUntil: until === '' ? 'no' : 'yes',
            }}
          />
        </p>
        {words(data['note'])}
      </>
    )
  }
  const detail = object(data['detail'])
  if (data['name'] === 'question_answered') {
    return (
      <>
        <p className="quiet">{text(detail['question'])}</p>
        {words(data['text'])}
        <span className="quiet small">
          <Say id="deal.answer.long" values={{ count: answerLength(text(data['text'])) }} />
          {' · '}
        </span>
      </>
    )
  }
  return (
    <>
      <p>
        <b>{wordFor('deal.said', text(data['name']))}</b>
        {typeof detail['kind'] === 'string' && ` · ${wordFor('deal.objection.kind', detail['kind'])}`}
      </p>
      {words(data['text'])}
    </>
  )
}

const plainFields = ['name', 'ownerName', 'team', 'source', 'campaign', 'whyUs'] as const
const dayFields = ['closeDate', 'renewalDate'] as const

/** Facts that were changed, each with what it became. */
function Changed({ fields, openedAt }: { fields: { [key: string]: Json }; openedAt: Json | undefined }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const gone = say('deal.story.cleared')
  const lines: [string, string][] = []
  for (const key of plainFields) {
    if (!(key in fields)) continue
    const value = text(fields[key])
    lines.push([say(`deal.field.${key}`), value === '' ? gone : key === 'source' ? wordFor('channel', value) : value])
  }
  for (const key of dayFields) {
    if (key in fields) {
      const value = text(fields[key])
      lines.push([say(`deal.field.${key}`), value === '' ? gone : format.calendar(value)])
    }
  }
  if (typeof openedAt === 'number') lines.push([say('deal.field.openedAt'), format.date(openedAt)])
  const { amountMinor, currency, products, tags, competitors, custom } = fields
  if (amountMinor !== undefined) {
    const known = typeof amountMinor === 'number' && typeof currency === 'string'
    lines.push([
      say('deal.field.amountMinor'),
      known
        ? format.money(toMajor(amountMinor, currency), currency)
        : amountMinor === null
          ? gone
          : format.number(Number(amountMinor)),
    ])
  }
  if (fields['accountId'] !== undefined)
    lines.push([say('deal.field.accountId'), fields['accountId'] === null ? gone : ''])
  if (Array.isArray(products)) lines.push([say('deal.field.products'), format.number(products.length)])
  if (tags !== undefined) lines.push([say('deal.field.tags'), list(tags).join(', ') || gone])
  if (competitors !== undefined) lines.push([say('deal.field.competitors'), list(competitors).join(', ') || gone])
  if (fields['links'] !== undefined) lines.push([say('deal.field.links'), ''])
  for (const [key, value] of Object.entries(object(custom))) lines.push([key, value === null ? gone : String(value)])
  return (
    <ul className={styles.changes}>
      {lines.map(([name, value]) => (
        <li key={name}>
          <span className="quiet">{name}</span>
          {value !== '' && ' → '}
          {value}
        </li>
      ))}
    </ul>
  )
}
