import { Button, Modal, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { ProposalPage, ProposalSent } from '#contract/proposal.ts'
import { ProblemError } from '../app/api.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { proposalApi, useProposalChange } from './api.ts'
import { useDayText } from './day.ts'
import styles from './proposals.module.css'

interface SendDialogInput {
  proposal: ProposalPage
  /** it is out already: a new link is made, and the one before leads nowhere */
  again?: boolean
  onClose(): void
}

/** Sends a proposal by mail or gives its link; from then on its text is frozen. */
export function SendDialog({ proposal, again = false, onClose }: SendDialogInput) {
  const say = useSay()
  const [sent, setSent] = useState<ProposalSent | null>(null)
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say(sent ? 'proposals.sent.title' : again ? 'proposals.link.title' : 'proposals.send.title')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      {sent ? <Sent sent={sent} onClose={onClose} /> : <SendForm proposal={proposal} again={again} onSent={setSent} />}
    </Modal>
  )
}

function SendForm({
  proposal,
  again,
  onSent,
}: {
  proposal: ProposalPage
  again: boolean
  onSent(sent: ProposalSent): void
}) {
  const say = useSay()
  const dayText = useDayText()
  const { run, isPending } = useProposalChange()
  const reader = proposal.material.people.find(({ id }) => id === proposal.personId)
  const [by, setBy] = useState<'mail' | 'link'>(reader?.email ? 'mail' : 'link')
  const [to, setTo] = useState(reader?.email ?? '')
  const [note, setNote] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setProblem(null)
    const mail = by === 'mail' ? { to: to.trim(), name: proposal.content.toPerson, note } : undefined
    const work = () =>
      again ? proposalApi.link(proposal.id, mail) : proposalApi.send(proposal.id, proposal.revision, mail)
    void run(
      () =>
        work().catch((error: unknown) => {
          if (error instanceof ProblemError) setProblem(error.problem.code)
          throw error
        }),
      { onDone: onSent },
    )
  }
  return (
    <form className={styles.form} onSubmit={submit}>
      <p>
        {again ? (
          <Say id="proposals.link.about" />
        ) : (
          <Say
            id="proposals.send.about"
            values={{ day: proposal.validUntil === null ? '–' : dayText(proposal.validUntil) }}
          />
        )}
      </p>
      <fieldset className={styles.choices}>
        <legend>
          <Say id="proposals.send.how" />
        </legend>
        {(['mail', 'link'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="by" checked={by === one} onChange={() => setBy(one)} />{' '}
            <Say id={`proposals.send.by.${one}`} />
          </label>
        ))}
      </fieldset>
      {by === 'mail' && (
        <>
          <TextInput
            type="email"
            required
            label={say('proposals.send.to')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Textarea
            label={say('proposals.send.note')}
            description={say('proposals.send.note.about')}
            autosize
            minRows={3}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
        </>
      )}
      {problem === 'conflict' && (
        <p role="alert" className={styles.wrong}>
          <Say id="proposals.saving.overtaken" />
        </p>
      )}
      <div>
        <Button type="submit" loading={isPending}>
          <Say id={by === 'mail' ? 'proposals.send.mail' : 'proposals.send.link'} />
        </Button>
      </div>
    </form>
  )
}

function Sent({ sent, onClose }: { sent: ProposalSent; onClose(): void }) {
  const say = useSay()
  const { mails, demo } = useWorkspace()
  const waits = !mails && !demo
  return (
    <div className={styles.form}>
      <p>
        <Say id={!sent.mailed ? 'proposals.sent.copy' : waits ? 'proposals.sent.waits' : 'proposals.sent.mailed'} />
      </p>
      <div className={styles.link}>
        <input
          className="plain"
          readOnly
          value={sent.link}
          aria-label={say('proposals.sent.link')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={sent.link} />
      </div>
      <p className="quiet small">
        <Say id="proposals.sent.once" />
      </p>
      <div>
        <Button variant="default" onClick={onClose}>
          <Say id="state.close" />
        </Button>
      </div>
    </div>
  )
}
