import { Button, Menu } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DealPage, PipelineView } from '#contract/deal.ts'
import { toMajor } from '#core/deal/money.ts'
import { type Format, useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Figure, Figures } from '../ui/figure.tsx'
import { PageHead } from '../ui/page.tsx'
import { today } from './days.ts'
import styles from './deal.module.css'
import { Recycle } from './recycle.tsx'

interface DealHeadInput {
  deal: DealPage
  pipeline: PipelineView | undefined
  move(to: { stage?: string; outcome?: string }): void
}

/** What the deal is, one paragraph that tells how it stands, its three clocks, and what may be done. */
export function DealHead({ deal, pipeline, move }: DealHeadInput) {
  const say = useSay()
  const format = useFormat()
  const [recycling, setRecycling] = useState(false)
  const outcomes = pipeline?.outcomes.filter(({ id }) => id !== deal.outcome) ?? []
  const wonStage = pipeline?.stages.find(({ won }) => won)
  return (
    <>
      <PageHead
        title={
          <>
            {deal.name}{' '}
            {deal.status !== 'open' && (
              <span className="chip" data-kind={deal.status === 'won' ? 'sale' : 'machine'}>
                <span>{say(`deal.status.${deal.status}`)}</span>
              </span>
            )}
          </>
        }
        sentence={<About deal={deal} />}
        actions={
          deal.mayChange && (
            <>
              <Menu position="bottom-end" shadow="md">
                <Menu.Target>
                  <Button variant="default">
                    <Say id="deal.move" />
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Label>
                    <Say id="deal.move.stages" />
                  </Menu.Label>
                  {pipeline?.stages
                    .filter(({ id }) => id !== deal.stage)
                    .map((stage) => (
                      <Menu.Item key={stage.id} onClick={() => move({ stage: stage.id })}>
                        {format.text(stage.name)}
                      </Menu.Item>
                    ))}
                  {outcomes.length > 0 && (
                    <Menu.Label>
                      <Say id="deal.move.outcomes" />
                    </Menu.Label>
                  )}
                  {outcomes.map((outcome) => (
                    <Menu.Item key={outcome.id} onClick={() => move({ outcome: outcome.id })}>
                      {format.text(outcome.name)}
                    </Menu.Item>
                  ))}
                </Menu.Dropdown>
              </Menu>
              {deal.status === 'open' && wonStage && (
                <Button variant="default" onClick={() => move({ stage: wonStage.id })}>
                  <Say id="deal.win" />
                </Button>
              )}
              {deal.status === 'lost' && !deal.recycled && (
                <Button variant="default" onClick={() => setRecycling(true)}>
                  <Say id="deal.recycle" />
                </Button>
              )}
              {deal.status === 'lost' && pipeline?.stages[0] && (
                <Button onClick={() => move({ stage: reopenAt(deal, pipeline) })}>
                  <Say id="deal.reopen" />
                </Button>
              )}
            </>
          )
        }
      />
      <p className={styles.lead}>
        <Standing deal={deal} pipeline={pipeline} />
      </p>
      <div className="card">
        <Clocks deal={deal} />
      </div>
      {recycling && <Recycle deal={deal} pipeline={pipeline} close={() => setRecycling(false)} />}
    </>
  )
}

/** Where a deal comes back to: the furthest stage of its last pass that was before the win. */
function reopenAt(deal: DealPage, { stages }: PipelineView): string {
  const won = stages.findIndex((stage) => stage.won)
  const furthest = stages.findIndex(({ id }) => id === deal.furthest)
  const last = won < 0 ? stages.length - 1 : won - 1
  return stages[Math.max(0, Math.min(furthest, last))]?.id ?? ''
}

function About({ deal }: { deal: DealPage }) {
  const format = useFormat()
  const wordFor = useWordFor()
  return (
    <span className={styles.about}>
      {deal.account && (
        <Link to="/companies/$id" params={{ id: deal.account.id }} className="link">
          {deal.account.name}
        </Link>
      )}
      <DealAmount deal={deal} />
      <span>{deal.owner ? deal.owner.name : <Say id="deal.noOwner" />}</span>
      {deal.source !== null && (
        <span>
          <Say
            id="deal.cameBy"
            values={{
              channel: wordFor('channel', deal.source),
              campaign: deal.campaign ?? '',
              hasCampaign: deal.campaign === null ? 'no' : 'yes',
            }}
          />
        </span>
      )}
      <span>
        <Say id="deal.openedOn" values={{ at: format.date(deal.openedAt) }} />
      </span>
    </span>
  )
}

/** The sum in its own currency; what it is in the workspace's, or that no rate is known. */
export function DealAmount({ deal }: { deal: Pick<DealPage, 'amountMinor' | 'currency' | 'baseMinor'> }) {
  const format = useFormat()
  const { currency: base } = useWorkspace()
  const { amountMinor, currency, baseMinor } = deal
  if (amountMinor === null || currency === null)
    return (
      <span className="quiet">
        <Say id="deal.noAmount" />
      </span>
    )
  return (
    <span>
      <b>{format.money(toMajor(amountMinor, currency), currency)}</b>
      {currency !== base && (
        <span className="quiet">
          {' '}
          {baseMinor === null ? (
            <Say id="deal.noRate" values={{ currency: base }} />
          ) : (
            <Say id="deal.inBase" values={{ amount: format.moneyShort(toMajor(baseMinor, base)) }} />
          )}
        </span>
      )}
    </span>
  )
}

/** The paragraph that tells how it stands. */
function Standing({ deal, pipeline }: Pick<DealHeadInput, 'deal' | 'pipeline'>) {
  const format = useFormat()
  const now = Date.parse(deal.asOf)
  const { zone } = useWorkspace()
  const stage = pipeline?.stages.find(({ id }) => id === deal.stage)
  const outcome = pipeline?.outcomes.find(({ id }) => id === deal.outcome)
  const name = stage ?? outcome
  const day = today(zone, now)
  const missing = deal.gates.filter(({ met }) => !met)
  return (
    <>
      {name && (
        <Say
          id={deal.status === 'open' ? 'deal.stands' : 'deal.ended'}
          values={{
            stage: format.text(name.name),
            at: format.date(deal.closedAt ?? deal.stageSince),
            days: Math.floor((now - Date.parse(deal.stageSince)) / 86_400_000),
            reason: deal.reason ? format.text(deal.reason.name) : '',
            hasReason: deal.reason ? 'yes' : 'no',
          }}
        />
      )}{' '}
      {deal.recycled && (
        <Say
          id="deal.isRecycled"
          values={{
            until: deal.recycled.until === null ? '' : format.calendar(deal.recycled.until),
            hasUntil: deal.recycled.until === null ? 'no' : 'yes',
          }}
        />
      )}{' '}
      {deal.status === 'open' &&
        (deal.closeDate === null ? (
          <Say id="deal.noClose" />
        ) : deal.closeDate < day ? (
          <strong className={styles.hot}>
            <Say id="deal.pastClose" values={{ at: format.calendar(deal.closeDate) }} />
          </strong>
        ) : (
          <Say id="deal.closes" values={{ at: format.calendar(deal.closeDate) }} />
        ))}{' '}
      {deal.status === 'open' &&
        (deal.nextStepAt === null ? (
          <strong className={styles.hot}>
            <Say id="deal.noNext" />
          </strong>
        ) : (
          <Say id="deal.nextStep" values={{ at: whenDue(deal.nextStepAt, zone, format) }} />
        ))}{' '}
      {deal.status === 'open' && missing.length > 0 && (
        <Say id="deal.needs" values={{ what: format.list(missing.map((gate) => format.text(gate.name))) }} />
      )}
      {deal.status === 'won' && deal.whyUs !== null && <Say id="deal.whyUs.told" values={{ why: deal.whyUs }} />}
    </>
  )
}

/** What is due by a day stands at its beginning: the day is said alone. */
function whenDue(at: string, zone: string, format: Format): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(Date.parse(at))
  return clock === '00:00' ? format.date(at) : format.dateTime(at)
}

/** The three clocks, each with what reset it. */
function Clocks({ deal }: { deal: DealPage }) {
  const say = useSay()
  const format = useFormat()
  const wordFor = useWordFor()
  const now = Date.parse(deal.asOf)
  const length = (at: string) => format.age(Math.max(0, now - Date.parse(at)))
  const what = (clock: NonNullable<DealPage['theirs']>) => {
    const parts = [
      wordFor('deal.what', clock.what),
      clock.outcome === null ? null : wordFor('deal.outcome', clock.outcome),
      clock.person?.name ?? null,
      format.date(clock.at),
    ]
    return parts.filter((part) => part !== null && part !== '').join(' · ')
  }
  return (
    <Figures>
      <Figure
        label={<Say id="deal.clock.stage" />}
        value={length(deal.stageSince)}
        note={<Say id="deal.clock.stage.note" values={{ at: format.date(deal.stageSince) }} />}
      />
      <Figure
        label={<Say id="deal.clock.theirs" />}
        value={deal.theirs ? length(deal.theirs.at) : say('deal.clock.never')}
        note={deal.theirs ? what(deal.theirs) : <Say id="deal.clock.theirs.none" />}
      />
      <Figure
        label={<Say id="deal.clock.ours" />}
        value={deal.ours ? length(deal.ours.at) : say('deal.clock.never')}
        note={deal.ours ? what(deal.ours) : <Say id="deal.clock.ours.none" />}
      />
      <Figure
        label={<Say id="deal.closeDate" />}
        value={deal.closeDate === null ? '–' : format.calendar(deal.closeDate)}
        note={
          deal.renewalDate !== null ? (
            <Say id="deal.renews" values={{ at: format.calendar(deal.renewalDate) }} />
          ) : deal.pass > 1 ? (
            <Say id="deal.pass" values={{ pass: deal.pass }} />
          ) : undefined
        }
      />
    </Figures>
  )
}
