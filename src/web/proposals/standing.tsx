import { Button } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { ProposalPage } from '#contract/proposal.ts'
import { priceOf } from '#core/proposal/price.ts'
import { useFormat } from '../app/format.ts'
import { useMay } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { Section } from '../ui/page.tsx'
import { proposalApi, useProposalChange } from './api.ts'
import { ContractForm } from './contract-form.tsx'
import { useUntilOf } from './day.ts'
import { usePriceText } from './money.tsx'
import { PaperFrame } from './preview.tsx'
import styles from './proposals.module.css'
import { StateChip } from './state-chip.tsx'

/** A proposal that is out: what the buyer did with it, its text, and what comes next. */
export function Standing({ proposal, onLink }: { proposal: ProposalPage; onLink(): void }) {
  const format = useFormat()
  const untilOf = useUntilOf()
  return (
    <>
      <div className="card">
        <Figures>
          <Prices proposal={proposal} />
          <Figure
            label={<Say id="proposals.column.sent" />}
            value={proposal.sentAt === null ? '–' : format.date(proposal.sentAt)}
            note={proposal.sentTo ?? undefined}
          />
          <Figure
            label={<Say id="proposals.column.opens" />}
            value={format.number(proposal.opens)}
            note={
              proposal.lastOpenedAt !== null && (
                <Say id="proposals.opens.last" values={{ at: format.dateTime(proposal.lastOpenedAt) }} />
              )
            }
          />
          <Figure label={<Say id="proposals.column.until" />} value={untilOf(proposal)} />
        </Figures>
      </div>
      <div className={styles.columns}>
        <div className={styles.story}>
          <Answer proposal={proposal} />
          <Section title={<Say id="proposals.paper" />} sub={<Say id="proposals.paper.about" />}>
            <PaperFrame proposal={proposal} />
          </Section>
        </div>
        <aside className={styles.side}>
          <Doings proposal={proposal} onLink={onLink} />
          <Visits proposal={proposal} />
          <Versions proposal={proposal} />
          {proposal.textHash !== null && (
            <Section title={<Say id="proposals.text" />} sub={<Say id="proposals.text.about" />}>
              <details>
                <summary className="small">
                  <Say id="proposals.text.show" />
                </summary>
                <pre className={styles.exact} lang={proposal.language}>
                  {proposal.text}
                </pre>
              </details>
              <p className="quiet small">SHA-256</p>
              <code className={styles.hash}>{proposal.textHash}</code>
            </Section>
          )}
        </aside>
      </div>
    </>
  )
}

/** What was accepted; until then the dearest option, with the cheapest beside it. */
function Prices({ proposal }: { proposal: ProposalPage }) {
  const say = useSay()
  const priceText = usePriceText()
  const { high, low, currency, content, answer } = proposal
  const chosen = content.options.find(({ id }) => id === answer?.option?.id)
  const price = chosen && priceOf(chosen, content)
  if (chosen && price)
    return (
      <Figure
        label={<Say id="proposals.state.accepted" />}
        value={priceText({ minor: price.minor, period: chosen.period }, currency)}
        note={chosen.name}
      />
    )
  if (high === null) return <Figure label={<Say id="proposals.column.price" />} value="–" />
  return (
    <Figure
      label={<Say id="proposals.column.price" />}
      value={priceText(high, currency)}
      note={low && say('proposals.price.downTo', { price: priceText(low, currency) })}
    />
  )
}

/** What they said, and what it leads to: the contract. */
function Answer({ proposal }: { proposal: ProposalPage }) {
  const say = useSay()
  const format = useFormat()
  const { answer } = proposal
  if (answer === null) return null
  const at = format.dateTime(answer.at)
  if (answer.answer === 'declined')
    return (
      <Section title={<Say id="proposals.answer.declined" />}>
        <p>
          <Say
            id="proposals.answer.declined.why"
            values={{ reason: answer.reason === null ? '–' : say(`proposals.decline.${answer.reason}`), at }}
          />
        </p>
        {answer.words !== null && <blockquote className={styles.quote}>{answer.words}</blockquote>}
        {answer.name !== null && <p className="quiet small">{answer.name}</p>}
      </Section>
    )
  return (
    <Section title={<Say id="proposals.answer.accepted" />} className={styles.accepted}>
      <p>
        <Say
          id="proposals.answer.accepted.how"
          values={{ who: answer.name ?? '', option: answer.option?.name ?? '', at }}
        />
      </p>
      <p className="quiet small">
        {answer.email !== null && <>{answer.email} · </>}
        <Say id="proposals.answer.kept" values={{ address: answer.address ?? '–' }} />
      </p>
      <Next proposal={proposal} />
    </Section>
  )
}

/** Accepted, then the proof of the sale, then the win. */
function Next({ proposal }: { proposal: ProposalPage }) {
  if (proposal.deal.status === 'won')
    return (
      <p>
        <Say id="proposals.next.won" />
      </p>
    )
  if (proposal.signed)
    return (
      <p>
        <Say
          id="proposals.next.win"
          values={{
            deal: (
              <Link to="/deals/$id" params={{ id: proposal.deal.id }} className="link">
                {proposal.deal.name}
              </Link>
            ),
          }}
        />
      </p>
    )
  return proposal.mayChange ? <ContractForm dealId={proposal.deal.id} /> : null
}

function Doings({ proposal, onLink }: { proposal: ProposalPage; onLink(): void }) {
  const say = useSay()
  const navigate = useNavigate()
  const { run, isPending } = useProposalChange()
  const writes = useMay('proposal.write')
  const { state } = proposal
  if (!writes || !proposal.mayChange || state === 'draft' || state === 'accepted') return null
  const out = state === 'sent' || state === 'opened'
  const again = () =>
    void run(() => proposalApi.version(proposal.id), {
      onDone: ({ id }) => void navigate({ to: '/proposals/$id', params: { id } }),
    })
  const withdraw = () => void run(() => proposalApi.withdraw(proposal.id), { said: say('proposals.withdrawn') })
  return (
    <Section title={<Say id="proposals.doings" />}>
      <div className={styles.doings}>
        {out && (
          <Button variant="default" onClick={onLink}>
            <Say id="proposals.link.new" />
          </Button>
        )}
        <Button variant="default" loading={isPending} onClick={again}>
          <Say id="proposals.again" />
        </Button>
        {(out || state === 'expired') && (
          <Button variant="default" loading={isPending} onClick={withdraw}>
            <Say id="proposals.withdraw" />
          </Button>
        )}
      </div>
    </Section>
  )
}

/** Every time it was open long enough to be read, people apart from machines and colleagues. */
function Visits({ proposal }: { proposal: ProposalPage }) {
  const say = useSay()
  const format = useFormat()
  const { visits } = proposal
  return (
    <Section title={<Say id="proposals.visits" />} sub={<Say id="proposals.visits.about" />}>
      {visits.length === 0 ? (
        <p className="quiet">
          <Say id="proposals.visits.none" />
        </p>
      ) : (
        <ul className={styles.visits}>
          {visits.map((visit) => (
            <li key={visit.id} data-verdict={visit.verdict}>
              <span>{say(`proposals.visit.${visit.verdict}`)}</span>
              <span className="quiet small">{format.dateTime(visit.at)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Versions({ proposal }: { proposal: ProposalPage }) {
  if (proposal.versions.length < 2) return null
  return (
    <Section title={<Say id="proposals.versions" />}>
      <ul className={styles.visits}>
        {proposal.versions.map((one) => (
          <li key={one.id}>
            {one.id === proposal.id ? (
              <strong>
                <Say id="proposals.version" values={{ version: one.version }} />
              </strong>
            ) : (
              <Link to="/proposals/$id" params={{ id: one.id }} className="link">
                <Say id="proposals.version" values={{ version: one.version }} />
              </Link>
            )}
            <StateChip state={one.state} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
