import { Button, Modal } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { type Amount, AmountInput } from './amount-input.tsx'
import { dealApi } from './api.ts'
import styles from './deal.module.css'
import { useDealChange, usePipelines } from './queries.ts'

interface OpenDealInput {
  /** whom it begins with: it carries the evidence of why they were qualified */
  person: { id: string; name: string; stage: string | null } | null
  account: { id: string; name: string } | null
  close(): void
}

/** Opens a deal in one action: the name is proposed, the rest is inherited or may come later. */
export function OpenDeal({ person, account, close }: OpenDealInput) {
  const say = useSay()
  const format = useFormat()
  const navigate = useNavigate()
  const change = useDealChange()
  const pipelines = usePipelines()
  const [name, setName] = useState(account?.name ?? person?.name ?? '')
  const [pipelineId, setPipelineId] = useState('')
  const [stage, setStage] = useState('')
  const [amount, setAmount] = useState<Amount | null>(null)
  const [closeDate, setCloseDate] = useState('')
  const pipeline = pipelines?.items.find(({ id }) => id === pipelineId) ?? pipelines?.items[0]
  const stages = pipeline?.stages.filter(({ won }) => !won) ?? []
  // who is handed to sales already begins at the stage that says so
  const begins = stages.find(({ lifecycle }) => lifecycle !== null && lifecycle === person?.stage) ?? stages[0]
  const save = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '' || !pipeline) return
    const body = {
      name: name.trim(),
      pipeline: pipeline.id,
      stage: stage === '' ? begins?.id : stage,
      fields: {
        ...amount,
        ...(closeDate === '' ? {} : { closeDate }),
        ...(account ? { accountId: account.id } : {}),
      },
      ...(person ? { from: person.id } : {}),
    }
    change.go({
      run: () => dealApi.create(body),
      said: () => say('deal.open.done', { name: name.trim() }),
      onDone: ({ id }) => {
        close()
        void navigate({ to: '/deals/$id', params: { id } })
      },
    })
  }
  return (
    <Modal opened onClose={close} title={say('deal.open')} closeButtonProps={{ 'aria-label': say('state.close') }}>
      <form className={styles.form} onSubmit={save}>
        <p className="quiet">
          {person ? <Say id="deal.open.from" values={{ name: person.name }} /> : <Say id="deal.open.about" />}
        </p>
        <label className="field">
          <Say id="deal.name" />
          <input
            className="plain"
            data-autofocus
            maxLength={300}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <div className={styles.pair}>
          {(pipelines?.items.length ?? 0) > 1 && (
            <label className="field">
              <Say id="deal.pipeline" />
              <select
                className="plain"
                value={pipeline?.id ?? ''}
                onChange={({ currentTarget: { value } }) => {
                  setPipelineId(value)
                  setStage('')
                }}
              >
                {pipelines?.items.map((one) => (
                  <option key={one.id} value={one.id}>
                    {format.text(one.name)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className="field">
            <Say id="deal.stage" />
            <select
              className="plain"
              value={stage === '' ? (begins?.id ?? '') : stage}
              onChange={(event) => setStage(event.currentTarget.value)}
            >
              {stages.map((one) => (
                <option key={one.id} value={one.id}>
                  {format.text(one.name)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <AmountInput label={say('deal.open.amount')} currency={null} onChange={setAmount} />
        <label className="field">
          <Say id="deal.open.close" />
          <input
            className="plain"
            type="date"
            value={closeDate}
            onChange={(event) => setCloseDate(event.currentTarget.value)}
          />
        </label>
        <div className={styles.buttons}>
          <Button type="submit" loading={change.isPending} disabled={name.trim() === '' || !pipeline}>
            <Say id="deal.open.do" />
          </Button>
          <Button variant="default" onClick={close}>
            <Say id="deal.cancel" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}
