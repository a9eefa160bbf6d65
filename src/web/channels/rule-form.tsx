import { Button, NativeSelect, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import {
  channelName,
  type ChannelRule,
  type ChannelTest,
  channelTests,
  clickIdNames,
  faultOf,
  mostPatterns,
  type RuleFault,
  tidyPattern,
} from '#core/channel-rule/rule.ts'
import { Say, useSay } from '../app/words.tsx'
import { ChannelField } from '../sources/channel-field.tsx'
import styles from './channels.module.css'

interface RuleFormInput {
  rule: ChannelRule
  own: readonly string[]
  onDone(rule: ChannelRule): void
  onCancel(): void
}

interface Line {
  id: number
  test: ChannelTest
  text: string
}

/** A rule being written: what must hold, each test once, and the channel. */
export function RuleForm({ rule, own, onDone, onCancel }: RuleFormInput) {
  const say = useSay()
  const [lines, setLines] = useState<readonly Line[]>(() => linesOf(rule))
  const [channel, setChannel] = useState(rule.channel)
  const [fault, setFault] = useState<RuleFault | null>(null)
  const left = channelTests.filter((test) => !lines.some((line) => line.test === test))
  const set = (id: number, part: Partial<Line>) =>
    setLines((all) => all.map((line) => (line.id === id ? { ...line, ...part } : line)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const made = { when: whenOf(lines), channel: channelName(channel) }
    const wrong = faultOf(made)
    setFault(wrong)
    if (wrong === null) onDone(made)
  }
  return (
    <form className={styles.form} onSubmit={submit} aria-label={say('channels.rule')}>
      {lines.map((line, k) => (
        <div key={line.id} className={styles.line}>
          <NativeSelect
            size="xs"
            label={say(k === 0 ? 'channels.rule.when' : 'channels.rule.and')}
            value={line.test}
            data={channelTests
              .filter((test) => test === line.test || left.includes(test))
              .map((test) => ({ value: test, label: say(`channels.test.${test}`) }))}
            onChange={(event) => {
              const test = channelTests.find((one) => one === event.currentTarget.value)
              if (test) set(line.id, { test, text: '' })
            }}
          />
          {line.test === 'clickId' ? (
            <NativeSelect
              size="xs"
              label={say('channels.rule.is')}
              value={line.text}
              data={[
                { value: '', label: say('channels.choose') },
                ...new Set([...clickIdNames, ...(line.text === '' ? [] : [line.text])]),
              ]}
              onChange={(event) => set(line.id, { text: event.currentTarget.value })}
            />
          ) : (
            <TextInput
              size="xs"
              label={say('channels.rule.is')}
              placeholder={examples[line.test]}
              value={line.text}
              maxLength={2000}
              onChange={(event) => set(line.id, { text: event.currentTarget.value })}
            />
          )}
          {lines.length > 1 && (
            <button
              type="button"
              className="link small"
              aria-label={say('channels.rule.without', { test: say(`channels.test.${line.test}`) })}
              onClick={() => setLines((all) => all.filter((one) => one.id !== line.id))}
            >
              <Say id="channels.rule.remove" />
            </button>
          )}
        </div>
      ))}
      <p className="quiet small">
        <Say id="channels.rule.hint" />
      </p>
      {left.length > 0 && (
        <div>
          <button
            type="button"
            className="link small"
            onClick={() => {
              const test = left[0]
              if (test) setLines((all) => [...all, { id: Math.max(0, ...all.map(({ id }) => id)) + 1, test, text: '' }])
            }}
          >
            <Say id="channels.rule.also" />
          </button>
        </div>
      )}
      <ChannelField size="xs" label={say('channels.rule.channel')} value={channel} own={own} onChange={setChannel} />
      {fault !== null && (
        <p role="alert" className="small">
          <Say id={`channels.fault.${fault}`} />
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" size="xs">
          <Say id="channels.rule.done" />
        </Button>
        <Button type="button" size="xs" variant="default" onClick={onCancel}>
          <Say id="channels.rule.cancel" />
        </Button>
      </div>
    </form>
  )
}

const examples: Readonly<Record<ChannelTest, string>> = {
  referrer: 'forum.example',
  source: 'logistics-pod*',
  medium: 'audio, podcast',
  campaign: 'fair-2026-*',
  clickId: '',
  path: '/fair',
  host: 'shop.example.com',
}

function linesOf({ when }: ChannelRule): Line[] {
  const lines = channelTests
    .filter((test) => (when[test] ?? []).length > 0)
    .map((test, id): Line => ({ id, test, text: (when[test] ?? []).join(', ') }))
  return lines.length > 0 ? lines : [{ id: 0, test: 'referrer', text: '' }]
}

function whenOf(lines: readonly Line[]): ChannelRule['when'] {
  const when: ChannelRule['when'] = {}
  for (const { test, text } of lines) {
    const patterns = text
      .split(/[,;\n]/)
      .filter((one) => one.trim() !== '')
      .map((one) => tidyPattern(test, one))
    if (patterns.length > 0) when[test] = [...new Set(patterns)].slice(0, mostPatterns)
  }
  return when
}
