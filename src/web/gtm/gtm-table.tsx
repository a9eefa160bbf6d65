import type { ReactNode } from 'react'
import type { GtmDocument, GtmFigures, GtmGroup, GtmRow } from '#contract/gtm.ts'
import { useFormat } from '../app/format.ts'
import type { MessageId } from '../app/language.tsx'
import { Say, useSay } from '../app/words.tsx'
import { Difference } from '../funnel/difference.tsx'
import { useLength } from '../funnel/length.ts'
import { Count } from '../funnel/funnel-table.tsx'
import { toneOf } from '../funnel/shape.ts'
import { Interval } from '../ui/figure.tsx'
import type { Term } from '../glossary/terms.ts'
import { Help } from '../ui/help.tsx'
import { Section } from '../ui/page.tsx'
import styles from './gtm.module.css'
import { Target } from './target.tsx'

/** Opens the people behind a figure of a stage, of this period or the one before. */
export type OpenGtm = (stage: string, of: GtmGroup, side?: 'former') => void

interface GtmTableInput {
  document: GtmDocument
  onOpen: OpenGtm
}

const heads: readonly { id: string; head: MessageId; help: Term }[] = [
  { id: 'now', head: 'gtm.now', help: 'standing' },
  { id: 'entered', head: 'gtm.entered', help: 'entered' },
  { id: 'target', head: 'gtm.target', help: 'target' },
  { id: 'conversion', head: 'gtm.conversion', help: 'wentOn' },
  { id: 'time', head: 'gtm.time', help: 'stageTime' },
]

/** A row per stage. On small screens each row stands as a card with the same words. */
export function GtmTable({ document, onOpen }: GtmTableInput) {
  const say = useSay()
  const format = useFormat()
  const running = document.period.after === null
  return (
    <Section
      title={format.text(document.name)}
      sub={
        <>
          <Say id="gtm.about" />
          {running && (
            <>
              {' '}
              <Say id="gtm.about.running" />
            </>
          )}
        </>
      }
    >
      <table className={`table ${styles.table}`}>
        <caption className="hidden">{say('room.dashboard')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <Say id="funnel.stage" />
            </th>
            {heads.map(({ id, head, help }) => (
              <th key={id} scope="col">
                {say(id === 'now' && !running ? 'gtm.then' : head)}
                <Help term={help} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {document.rows.map((row, index) => (
            <Stage key={row.stage} document={document} row={row} index={index} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Stage({ document, row, index, onOpen }: GtmTableInput & { row: GtmRow; index: number }) {
  const say = useSay()
  const format = useFormat()
  const length = useLength()
  const { current, former, stage } = row
  const tone = toneOf(index, document.rows.length, row.band.includes('CUSTOMER'))
  const running = document.period.after === null
  return (
    <tr>
      <th scope="row">
        <span className={styles.stage}>
          <span className={styles.mark} style={{ background: `var(--${tone})` }} aria-hidden="true" />
          {format.text(row.name)}
        </span>
        <span className={styles.owner}>{format.text(row.owner)}</span>
      </th>
      <Cell label={say(running ? 'gtm.now' : 'gtm.then')}>
        <span className={styles.figure}>
          <Count value={current.people} onOpen={() => onOpen(stage, 'standing')} />
        </span>
        <Before>
          <Count value={former.people} onOpen={() => onOpen(stage, 'standing', 'former')} />
        </Before>
      </Cell>
      <Cell label={say('gtm.entered')}>
        <span className={styles.figure}>
          <Count value={current.entered} onOpen={() => onOpen(stage, 'entered')} />
        </span>
        <Before>
          <Count value={former.entered} onOpen={() => onOpen(stage, 'entered', 'former')} />
        </Before>
      </Cell>
      <Cell label={say('gtm.target')}>
        <Target document={document} row={row} />
      </Cell>
      <Cell label={say('gtm.conversion')}>
        <Conversion row={row} onOpen={onOpen} />
      </Cell>
      <Cell label={say('gtm.time')}>
        <Time figures={current} onOpen={() => onOpen(stage, 'moved')} />
        {former.time?.median != null && <Before>{length(former.time.median)}</Before>}
      </Cell>
    </tr>
  )
}

function Cell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <td>
      <span className={styles.label} aria-hidden="true">
        {label}
      </span>
      <div>{children}</div>
    </td>
  )
}

/** The same figure of the period before. */
function Before({ children }: { children: ReactNode }) {
  return (
    <div className={styles.before}>
      <Say id="gtm.before" values={{ value: <span key="value">{children}</span> }} />
    </div>
  )
}

function Conversion({ row, onOpen }: { row: GtmRow; onOpen: OpenGtm }) {
  const format = useFormat()
  const { conversion } = row.current
  if (conversion === null) return <span className="quiet">–</span>
  if (conversion.rate === null) {
    return (
      <span className="quiet">
        <Say id="figure.none" />
      </span>
    )
  }
  const waiting = conversion.of - conversion.reached
  return (
    <>
      <span className={styles.figure}>{format.percent(conversion.rate)}</span>{' '}
      <Interval low={conversion.low} high={conversion.high} />
      <div className="small">
        {conversion.reached > 0 && (
          <button type="button" className="link" onClick={() => onOpen(row.stage, 'converted')}>
            <Say id="gtm.wentOn" values={{ count: conversion.reached }} />
          </button>
        )}
        {conversion.reached > 0 && waiting > 0 && ' · '}
        {waiting > 0 && (
          <button type="button" className="link" onClick={() => onOpen(row.stage, 'waiting')}>
            <Say id="gtm.waiting" values={{ count: waiting }} />
          </button>
        )}
      </div>
      {row.difference && row.difference.verdict !== 'too_few' && (
        <div className="small">
          <Difference change={row.difference} />
        </div>
      )}
    </>
  )
}

function Time({ figures, onOpen }: { figures: GtmFigures; onOpen(): void }) {
  const length = useLength()
  const { time } = figures
  if (time === null || time.median === null) return <span className="quiet">–</span>
  return (
    <>
      <span className={styles.figure}>{length(time.median)}</span>
      <div className="small">
        <button type="button" className="link" onClick={onOpen}>
          <Say id="gtm.moved" values={{ count: time.count }} />
        </button>
      </div>
    </>
  )
}
