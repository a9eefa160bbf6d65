import { Button, Modal, Progress } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { DealBulkAction, DealBulkDone } from '#contract/deal-board.ts'
import type { PipelineView } from '#contract/deal.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { useUndo } from '../ui/undo.tsx'
import { overOf } from './board.tsx'
import { dealsApi, useDealFacets, useDealsChanged } from './deals-api.ts'
import styles from './deals.module.css'
import { useOwners } from './filters.tsx'

interface BulkBarInput {
  /** ids with the revision as it was read */
  selected: ReadonlyMap<string, number>
  pipelines: readonly PipelineView[]
  pipeline: PipelineView | null
  /** how many match in all */
  total: number
  chooseAll(): Promise<void>
  clear(): void
  /** null: they may not */
  exportSelected: (() => void) | null
  /** those that were left as they are */
  onLeft(answers: BulkAnswer[]): void
}

type Kind = DealBulkAction['kind']
export type BulkAnswer = DealBulkDone['answers'][number]
const kinds: readonly Kind[] = ['owner', 'move', 'close', 'tag']
const chunk = 100

/** What can be done with the deals chosen; each is answered by itself, and all of it can be taken back. */
export function BulkBar(input: BulkBarInput) {
  const { selected, total, clear } = input
  const say = useSay()
  const format = useFormat()
  const { done, failed } = useUndo()
  const changed = useDealsChanged()
  const mayChange = useMay('deal.write')
  const [kind, setKind] = useState<Kind | null>(null)
  const [progress, setProgress] = useState<number | null>(null)

  const perform = async (action: DealBulkAction) => {
    setKind(null)
    const deals = [...selected].map(([id, revision]) => ({ id, revision }))
    const answers: BulkAnswer[] = []
    let bulk: string | undefined
    try {
      for (let from = 0; from < deals.length; from += chunk) {
        setProgress(from / deals.length)
        const part = { deals: deals.slice(from, from + chunk), action, ...(bulk ? { bulk } : {}) }
        const result = await dealsApi.bulk(part)
        bulk = result.bulk
        answers.push(...result.answers)
      }
    } catch (error) {
      failed(error)
    }
    setProgress(null)
    const count = answers.filter(({ answer }) => answer === 'done').length
    const id = bulk
    if (id) {
      done(say('deals.bulk.done', { count }), count > 0 ? () => dealsApi.undoBulk(id).then(changed) : undefined)
    }
    input.onLeft(answers.filter(({ answer }) => answer !== 'done' && answer !== 'same'))
    // revisions have risen: what was chosen is chosen anew
    clear()
    await changed()
  }
  return (
    <section className={styles.bulk} aria-label={say('deals.bulk')}>
      <p aria-live="polite">
        <Say id="deals.bulk.selected" values={{ count: selected.size }} />{' '}
        {total > selected.size && (
          <button type="button" className="link" onClick={() => void input.chooseAll()}>
            <Say id="deals.bulk.all" values={{ total: format.number(total) }} />
          </button>
        )}
      </p>
      {progress !== null && <Progress value={progress * 100} w={120} aria-label={say('deals.bulk.progress')} />}
      {mayChange &&
        kinds.map((one) => (
          <Button key={one} variant="default" size="compact-sm" onClick={() => setKind(one)}>
            <Say id={`deals.bulk.${one}`} />
          </Button>
        ))}
      {input.exportSelected && (
        <Button variant="default" size="compact-sm" onClick={input.exportSelected}>
          <Say id="deals.export" />
        </Button>
      )}
      <Button variant="subtle" size="compact-sm" onClick={clear}>
        <Say id="deals.bulk.clear" />
      </Button>
      {kind !== null && (
        <Dialog kind={kind} count={selected.size} input={input} close={() => setKind(null)} perform={perform} />
      )}
    </section>
  )
}

interface DialogInput {
  kind: Kind
  count: number
  input: BulkBarInput
  close(): void
  perform(action: DealBulkAction): Promise<void>
}

function Dialog({ kind, count, input, close, perform }: DialogInput) {
  const say = useSay()
  const [action, setAction] = useState<DealBulkAction | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (action) void perform(action)
  }
  return (
    <Modal
      opened
      onClose={close}
      title={say(`deals.bulk.${kind}`)}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.dialog} onSubmit={submit}>
        {kind === 'owner' && <OwnerForm pipeline={input.pipeline} onChange={setAction} />}
        {kind === 'move' && <MoveForm input={input} onChange={setAction} />}
        {kind === 'close' && <CloseForm onChange={setAction} />}
        {kind === 'tag' && <TagForm pipeline={input.pipeline} onChange={setAction} />}
        <footer>
          <Button type="submit" disabled={action === null}>
            <Say id="deals.bulk.go" values={{ count }} />
          </Button>
        </footer>
      </form>
    </Modal>
  )
}

interface FormInput {
  onChange(action: DealBulkAction | null): void
}

function OwnerForm({ pipeline, onChange }: FormInput & { pipeline: PipelineView | null }) {
  const say = useSay()
  const owners = useOwners(useDealFacets(pipeline?.id)).filter(({ id }) => !id.startsWith('name:'))
  return (
    <label className="field">
      <Say id="deals.owner" />
      <select
        className="plain"
        data-autofocus
        defaultValue=""
        onChange={({ currentTarget: { value } }) =>
          onChange(value === '' ? null : { kind: 'owner', ownerId: value === 'none' ? null : value })
        }
      >
        <option value="">{say('deals.choose')}</option>
        {owners.map(({ id, name }) => (
          <option key={id} value={id}>
            {id === 'none' ? say('deals.nobody') : name}
          </option>
        ))}
      </select>
    </label>
  )
}

function MoveForm({ input, onChange }: FormInput & { input: BulkBarInput }) {
  const say = useSay()
  const format = useFormat()
  const [place, setPlace] = useState(input.pipeline?.id ?? input.pipelines[0]?.id ?? '')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const pipeline = input.pipelines.find(({ id }) => id === place)
  const id = to.slice(to.indexOf(':') + 1)
  const over = pipeline && to !== '' ? overOf(pipeline, to) : undefined
  const outcome = pipeline?.outcomes.find((one) => `outcome:${one.id}` === to)
  const needed = over === 'won' || outcome?.reasons === true
  const reasons = pipeline?.reasons[over === 'won' ? 'won' : id] ?? []
  const tell = (key: string, why: string, model: string) => {
    const found = input.pipelines.find((one) => one.id === model)
    const asks =
      found !== undefined &&
      (overOf(found, key) === 'won' || found.outcomes.some((one) => `outcome:${one.id}` === key && one.reasons))
    const target = key.slice(key.indexOf(':') + 1)
    if (key === '' || (asks && why === '')) onChange(null)
    else {
      onChange({
        kind: 'move',
        pipeline: model,
        ...(key.startsWith('stage:') ? { stage: target } : { outcome: target }),
        ...(why === '' ? {} : { reason: why }),
      })
    }
  }
  return (
    <>
      {input.pipelines.length > 1 && (
        <label className="field">
          <Say id="deals.pipeline" />
          <select
            className="plain"
            value={place}
            onChange={({ currentTarget: { value } }) => {
              setPlace(value)
              setTo('')
              onChange(null)
            }}
          >
            {input.pipelines.map((one) => (
              <option key={one.id} value={one.id}>
                {format.text(one.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <Say id="deals.move.to" />
        <select
          className="plain"
          data-autofocus
          value={to}
          onChange={({ currentTarget: { value } }) => {
            setTo(value)
            setReason('')
            tell(value, '', place)
          }}
        >
          <option value="">{say('deals.choose')}</option>
          {pipeline?.stages.map((stage) => (
            <option key={stage.id} value={`stage:${stage.id}`}>
              {format.text(stage.name)}
            </option>
          ))}
          {pipeline?.outcomes.map((one) => (
            <option key={one.id} value={`outcome:${one.id}`}>
              {format.text(one.name)}
            </option>
          ))}
        </select>
      </label>
      {needed && (
        <label className="field">
          <Say id="deals.reason" />
          <select
            className="plain"
            value={reason}
            onChange={({ currentTarget: { value } }) => {
              setReason(value)
              tell(to, value, place)
            }}
          >
            <option value="">{say('deals.choose')}</option>
            {reasons.map((one) => (
              <option key={one.id} value={one.id}>
                {format.text(one.name)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="quiet small">
        <Say id="deals.bulk.hint" />
      </p>
    </>
  )
}

function CloseForm({ onChange }: FormInput) {
  return (
    <label className="field">
      <Say id="deals.close" />
      <input
        className="plain"
        type="date"
        data-autofocus
        onChange={({ currentTarget: { value } }) => onChange(value === '' ? null : { kind: 'close', closeDate: value })}
      />
    </label>
  )
}

function TagForm({ pipeline, onChange }: FormInput & { pipeline: PipelineView | null }) {
  const facets = useDealFacets(pipeline?.id)
  const [tag, setTag] = useState('')
  const [on, setOn] = useState(true)
  const tell = (text: string, set: boolean) =>
    onChange(text.trim() === '' ? null : { kind: 'tag', tag: text.trim(), on: set })
  return (
    <>
      <label className="field">
        <Say id="deals.tag" />
        <input
          className="plain"
          data-autofocus
          list="deal-tags"
          maxLength={100}
          value={tag}
          onChange={({ currentTarget: { value } }) => {
            setTag(value)
            tell(value, on)
          }}
        />
        <datalist id="deal-tags">
          {facets?.tags.map(({ value }) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      </label>
      {([true, false] as const).map((one) => (
        <label key={String(one)} className={styles.check}>
          <input
            type="radio"
            name="tag-on"
            checked={on === one}
            onChange={() => {
              setOn(one)
              tell(tag, one)
            }}
          />
          <Say id={one ? 'deals.bulk.tag.on' : 'deals.bulk.tag.off'} />
        </label>
      ))}
    </>
  )
}

/** Those that were left as they are, and why. */
export function Left({ answers, close }: { answers: readonly BulkAnswer[]; close(): void }) {
  const say = useSay()
  const format = useFormat()
  const by = Map.groupBy(answers, ({ answer }) => answer)
  return (
    <section className={styles.left} aria-label={say('deals.left')} role="status">
      {[...by].map(([answer, some]) => (
        <div key={answer}>
          <p>
            <b>{answer === 'done' || answer === 'same' ? '' : say(`deals.left.${answer}`, { count: some.length })}</b>
          </p>
          <p className="quiet small">
            {some
              .slice(0, 12)
              .map(({ name, gates }) =>
                gates.length === 0
                  ? (name ?? '–')
                  : `${name ?? '–'} (${gates.map((gate) => format.text(gate)).join('; ')})`,
              )
              .join(' · ')}
            {some.length > 12 && ' …'}
          </p>
        </div>
      ))}
      <Button variant="default" size="compact-sm" onClick={close}>
        <Say id="state.close" />
      </Button>
    </section>
  )
}
