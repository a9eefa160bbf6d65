import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ChannelDocument } from '#contract/channel-rule.ts'
import { type ChannelRule, channelTests, ownChannels } from '#core/channel-rule/rule.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import styles from './channels.module.css'
import { RuleForm } from './rule-form.tsx'

interface RulesInput {
  document: ChannelDocument
  /** as they are being written */
  rules: readonly ChannelRule[]
  /** one that is begun; null: none is */
  fresh: ChannelRule | null
  /** how many arrivals each would decide; absent while that is not known */
  arrivals: readonly number[] | undefined
  mayWrite: boolean
  onFresh(rule: ChannelRule | null): void
  onChange(rules: readonly ChannelRule[]): void
}

/** The workspace's rules in the order in which they are asked; the first that holds decides. */
export function Rules({ document, rules, fresh, arrivals, mayWrite, onFresh, onChange }: RulesInput) {
  const format = useFormat()
  const [open, setOpen] = useState<number | null>(null)
  const own = [...new Set([...document.own, ...ownChannels(rules)])]
  const put = (place: number, rule: ChannelRule) => onChange(rules.map((one, k) => (k === place ? rule : one)))
  const move = (place: number, by: number) => {
    const next = [...rules]
    const [moved] = next.splice(place, 1)
    if (moved) next.splice(place + by, 0, moved)
    setOpen(null)
    onChange(next)
  }
  const last = document.versions[0]
  return (
    <Section title={<Say id="channels.rules" />} sub={<Say id="channels.rules.about" />}>
      {rules.length === 0 && fresh === null && (
        <p className="quiet">
          <Say id="channels.rules.none" />
        </p>
      )}
      <ol className={styles.rules}>
        {rules.map((rule, place) => (
          <li key={`${place} ${JSON.stringify(rule)}`}>
            {open === place ? (
              <RuleForm
                rule={rule}
                own={own}
                onDone={(changed) => {
                  setOpen(null)
                  put(place, changed)
                }}
                onCancel={() => setOpen(null)}
              />
            ) : (
              <RuleLine
                rule={rule}
                place={place}
                count={rules.length}
                arrivals={arrivals?.length === rules.length ? arrivals[place] : undefined}
                {...(mayWrite
                  ? {
                      onEdit: () => setOpen(place),
                      onMove: (by: number) => move(place, by),
                      onRemove: () => {
                        setOpen(null)
                        onChange(rules.filter((_, k) => k !== place))
                      },
                    }
                  : {})}
              />
            )}
          </li>
        ))}
      </ol>
      {fresh !== null && (
        <div id="new-rule" className={styles.fresh}>
          <RuleForm
            key={JSON.stringify(fresh)}
            rule={fresh}
            own={own}
            onDone={(rule) => {
              onFresh(null)
              onChange([...rules, rule])
            }}
            onCancel={() => onFresh(null)}
          />
        </div>
      )}
      {mayWrite && fresh === null && (
        <div className={styles.buttons}>
          <Button variant="default" onClick={() => onFresh({ when: {}, channel: '' })}>
            <Say id="channels.rule.add" />
          </Button>
        </div>
      )}
      {last && (
        <p className="quiet small" style={{ marginTop: 12 }}>
          <Say
            id={last.by === null ? 'channels.version' : 'channels.version.by'}
            values={{ version: last.version, at: format.dateTime(last.at), by: last.by ?? '' }}
          />
        </p>
      )}
    </Section>
  )
}

interface RuleLineInput {
  rule: ChannelRule
  place: number
  count: number
  arrivals: number | undefined
  onEdit?(): void
  onMove?(by: number): void
  onRemove?(): void
}

function RuleLine({ rule, place, count, arrivals, onEdit, onMove, onRemove }: RuleLineInput) {
  const say = useSay()
  const wordFor = useWordFor()
  const number = place + 1
  return (
    <div className={styles.rule}>
      <div>
        <RuleText rule={rule} /> <span aria-hidden="true">→</span>{' '}
        <span className="hidden">{say('channels.rule.then')} </span>
        <span className="chip">{wordFor('channel', rule.channel)}</span>
        {arrivals !== undefined && (
          <div className="quiet small">
            <Say id="channels.rule.arrivals" values={{ count: arrivals }} />
          </div>
        )}
      </div>
      {onEdit && onMove && onRemove && (
        <div className={styles.tools}>
          <button
            type="button"
            className={`plain ${styles.arrow}`}
            disabled={place === 0}
            aria-label={say('channels.rule.up', { rule: number })}
            onClick={() => onMove(-1)}
          >
            <span aria-hidden="true">↑</span>
          </button>
          <button
            type="button"
            className={`plain ${styles.arrow}`}
            disabled={number === count}
            aria-label={say('channels.rule.down', { rule: number })}
            onClick={() => onMove(1)}
          >
            <span aria-hidden="true">↓</span>
          </button>
          <button
            type="button"
            className="link small"
            aria-label={say('channels.rule.edit.of', { rule: number })}
            onClick={onEdit}
          >
            <Say id="channels.rule.edit" />
          </button>
          <button
            type="button"
            className="link small"
            aria-label={say('channels.rule.remove.of', { rule: number })}
            onClick={onRemove}
          >
            <Say id="channels.rule.remove" />
          </button>
        </div>
      )}
    </div>
  )
}

/** site: forum.example or letter.example, and utm_medium: audio */
function RuleText({ rule }: { rule: ChannelRule }) {
  const tests = channelTests.filter((test) => (rule.when[test] ?? []).length > 0)
  return (
    <>
      {tests.map((test, k) => (
        <span key={test}>
          {k > 0 && (
            <span className="quiet">
              {' '}
              <Say id="channels.and" />{' '}
            </span>
          )}
          <span className="quiet">
            <Say id={`channels.test.${test}`} />:
          </span>{' '}
          {(rule.when[test] ?? []).map((pattern, j) => (
            <span key={pattern}>
              {j > 0 && (
                <span className="quiet">
                  {' '}
                  <Say id="channels.or" />{' '}
                </span>
              )}
              <b className={styles.word}>{pattern}</b>
            </span>
          ))}
        </span>
      ))}
    </>
  )
}
