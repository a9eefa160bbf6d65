import type { HygieneRow } from '#contract/hygiene.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import styles from './review.module.css'

export type ShownFinding = HygieneRow['findings'][number]

/** What is wrong with a deal, each with what it is measured by. */
export function Findings({ findings }: { findings: readonly ShownFinding[] }) {
  const say = useSay()
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <li key={finding.kind}>
          <span className="chip" data-kind={grave.has(finding.kind) ? 'heat' : undefined}>
            {say(`hygiene.kind.${finding.kind}`)}
          </span>{' '}
          <FindingText finding={finding} />
        </li>
      ))}
    </ul>
  )
}

const grave: ReadonlySet<string> = new Set(['past_close', 'stuck', 'silent', 'no_step'])

function FindingText({ finding }: { finding: ShownFinding }) {
  const say = useSay()
  const format = useFormat()
  switch (finding.kind) {
    case 'past_close':
      return <Say id="hygiene.find.past_close" values={{ days: finding.days }} />
    case 'stuck':
      return (
        <Say
          id="hygiene.find.stuck"
          values={{
            days: finding.days,
            share: format.percent(1 - finding.longer),
            of: format.number(finding.of),
            usual: finding.usualDays,
          }}
        />
      )
    case 'silent':
      return finding.learned ? (
        <Say
          id="hygiene.find.silent.learned"
          values={{ days: finding.days, usual: finding.usualDays, of: format.number(finding.of) }}
        />
      ) : (
        <Say id="hygiene.find.silent.plain" values={{ days: finding.days, usual: finding.usualDays }} />
      )
    case 'no_step':
      return <Say id="hygiene.find.no_step" />
    case 'single':
      return <Say id="hygiene.find.single" values={{ nobody: finding.people === 0 ? 'yes' : 'no' }} />
    case 'missing':
      return (
        <Say
          id="hygiene.find.missing"
          values={{
            what: format.list([
              ...finding.details.map((one) => say(`hygiene.detail.${one}`)),
              ...finding.roles.map((role) => say(`deal.role.${role}`)),
            ]),
          }}
        />
      )
    case 'stale':
      return (
        <Say
          id="hygiene.find.stale"
          values={{ what: format.list(finding.letters.map((letter) => say(`deal.letter.${letter}`))) }}
        />
      )
  }
}

/** The three clocks in one line, each with what reset it. */
export function Clocks({ clocks }: Pick<HygieneRow, 'clocks'>) {
  const format = useFormat()
  const wordFor = useWordFor()
  const what = ({ what: kind, outcome, person }: NonNullable<HygieneRow['clocks']['theirs']>) =>
    [
      kind === null ? null : wordFor('deal.what', kind),
      outcome === null ? null : wordFor('deal.outcome', outcome),
      person,
    ]
      .filter((part) => part !== null && part !== '')
      .join(', ')
  return (
    <p className={`${styles.clocks} small quiet`}>
      <span>
        <Say id="hygiene.clock.stage" values={{ at: format.date(clocks.stage.at) }} />
      </span>
      <span>
        {clocks.theirs ? (
          <Say id="hygiene.clock.theirs" values={{ at: format.date(clocks.theirs.at), what: what(clocks.theirs) }} />
        ) : (
          <Say id="hygiene.clock.theirs.never" />
        )}
      </span>
      <span>
        {clocks.ours ? (
          <Say id="hygiene.clock.ours" values={{ at: format.date(clocks.ours.at), what: what(clocks.ours) }} />
        ) : (
          <Say id="hygiene.clock.ours.never" />
        )}
      </span>
    </p>
  )
}
