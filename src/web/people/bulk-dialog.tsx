import { Button, Modal } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { BulkAction } from '#contract/person-bulk.ts'
import type { FieldCondition } from '#core/rule.ts'
import { useFormat } from '../app/format.ts'
import { useModels } from '../app/models.ts'
import { Say, useSay } from '../app/words.tsx'
import { fieldGroups } from '../filter/fields.ts'
import { useFieldsInUse } from '../filter/filter-api.ts'
import { useLabels } from '../filter/labels.ts'
import { ValueInput } from '../filter/value-input.tsx'
import styles from './people.module.css'

export type BulkKind = 'fact' | 'on' | 'off' | 'move'

interface BulkDialogInput {
  kind: BulkKind
  count: number
  close(): void
  perform(action: BulkAction): Promise<void>
}

/** Asks what shall be done, and says to how many. */
export function BulkDialog({ kind, count, close, perform }: BulkDialogInput) {
  const say = useSay()
  const [action, setAction] = useState<BulkAction | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (action) void perform(action)
  }
  return (
    <Modal opened onClose={close} title={say(`bulk.${kind}`)} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.form} onSubmit={submit}>
        {kind === 'fact' && <FactForm onChange={setAction} />}
        {(kind === 'on' || kind === 'off') && <ListForm on={kind === 'on'} onChange={setAction} />}
        {kind === 'move' && <MoveForm onChange={setAction} />}
        <footer>
          <Button type="submit" disabled={action === null}>
            <Say id="bulk.go" values={{ count }} />
          </Button>
        </footer>
      </form>
    </Modal>
  )
}

interface FormInput {
  onChange(action: BulkAction | null): void
}

const notByHand = new Set(['person.email', 'person.mailKind', 'person.createdAt', 'person.avatar', 'person.username'])

function FactForm({ onChange }: FormInput) {
  const say = useSay()
  const labels = useLabels()
  const models = useModels()
  const groups = fieldGroups(useFieldsInUse(), models)
  const facts = (groups.find(({ id }) => id === 'person')?.fields ?? []).filter((field) => !notByHand.has(field))
  const [condition, setCondition] = useState<FieldCondition>({ field: '', op: 'is', value: '' })
  const change = (next: FieldCondition) => {
    setCondition(next)
    const value = next.value === undefined || next.value === '' ? null : next.value
    const plain = typeof value === 'object' && value !== null ? null : value
    onChange(next.field === '' ? null : { kind: 'fact', fact: next.field.slice('person.'.length), value: plain })
  }
  return (
    <>
      <label className="field">
        <Say id="bulk.whichFact" />
        <select
          className="plain"
          data-autofocus
          value={condition.field}
          onChange={(event) => change({ field: event.currentTarget.value, op: 'is', value: '' })}
        >
          <option value="">{say('filter.choose')}</option>
          {facts.map((field) => (
            <option key={field} value={field}>
              {labels.field(field)}
            </option>
          ))}
        </select>
      </label>
      {condition.field !== '' && (
        <div className="field">
          <Say id="bulk.value" />
          <ValueInput
            key={condition.field}
            condition={condition}
            kind={{ kind: 'text' }}
            onChange={(value) => change({ ...condition, value })}
          />
        </div>
      )}
    </>
  )
}

function ListForm({ on, onChange }: FormInput & { on: boolean }) {
  const lists = useFieldsInUse()?.lists ?? []
  return (
    <label className="field">
      <Say id="bulk.list" />
      <input
        className="plain"
        data-autofocus
        list="bulk-lists"
        maxLength={100}
        onChange={(event) => {
          const list = event.currentTarget.value.trim()
          onChange(list === '' ? null : { kind: 'list', list, on })
        }}
      />
      <datalist id="bulk-lists">
        {lists.map((list) => (
          <option key={list} value={list} />
        ))}
      </datalist>
    </label>
  )
}

function MoveForm({ onChange }: FormInput) {
  const say = useSay()
  const format = useFormat()
  const models = useModels()
  const people = models?.models.filter(({ subject }) => subject === 'person') ?? []
  const [modelId, setModel] = useState(models?.lifecycle ?? '')
  const [to, setTo] = useState('')
  const [reason, setReason] = useState('')
  const model = people.find(({ id }) => id === modelId)
  const tell = (nextTo: string, nextReason: string, nextModel: string) => {
    const [kind, id = ''] = nextTo.split('/', 2)
    const said = nextReason.trim() === '' ? {} : { reason: nextReason.trim() }
    onChange(
      nextTo === ''
        ? null
        : { kind: 'move', model: nextModel, ...(kind === 'outcome' ? { outcome: id } : { stage: id }), ...said },
    )
  }
  return (
    <>
      <label className="field">
        <Say id="bulk.model" />
        <select
          className="plain"
          value={modelId}
          onChange={(event) => {
            setModel(event.currentTarget.value)
            setTo('')
            onChange(null)
          }}
        >
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {format.text(one.name)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <Say id="bulk.to" />
        <select
          className="plain"
          data-autofocus
          value={to}
          onChange={(event) => {
            setTo(event.currentTarget.value)
            tell(event.currentTarget.value, reason, modelId)
          }}
        >
          <option value="">{say('filter.choose')}</option>
          {model?.stages.map((stage) => (
            <option key={stage.id} value={`stage/${stage.id}`}>
              {format.text(stage.name)}
            </option>
          ))}
          {(model?.outcomes.length ?? 0) > 0 && (
            <optgroup label={say('bulk.outcomes')}>
              {model?.outcomes.map((outcome) => (
                <option key={outcome.id} value={`outcome/${outcome.id}`}>
                  {format.text(outcome.name)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </label>
      {to.startsWith('outcome/') && (
        <label className="field">
          <Say id="bulk.reason" />
          <input
            className="plain"
            maxLength={500}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value)
              tell(to, event.currentTarget.value, modelId)
            }}
          />
        </label>
      )}
    </>
  )
}
