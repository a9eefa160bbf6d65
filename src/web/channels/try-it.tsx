import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { ChannelTried } from '#contract/channel-rule.ts'
import type { ChannelRule } from '#core/channel-rule/rule.ts'
import { Say, useSay, useWordFor } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { channelsApi } from './channels-api.ts'
import styles from './channels.module.css'

/** An address and a referrer are pasted; the channel is told, and why. `rules`: those being written, else those in force. */
export function TryIt({ rules }: { rules?: readonly ChannelRule[] }) {
  const say = useSay()
  const { failed } = useUndo()
  const [url, setUrl] = useState('')
  const [referrer, setReferrer] = useState('')
  const ask = useMutation({
    mutationFn: () => channelsApi.try({ url, referrer, ...(rules ? { rules } : {}) }),
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (url.trim() !== '') ask.mutate()
  }
  return (
    <Section
      title={<Say id="channels.try" />}
      sub={<Say id={rules ? 'channels.try.about.draft' : 'channels.try.about'} />}
    >
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label={say('channels.try.url')}
          placeholder="https://www.example.com/?utm_source=…"
          value={url}
          maxLength={4000}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <TextInput
          label={say('channels.try.referrer')}
          description={say('channels.try.referrer.hint')}
          placeholder="https://search.naver.com/"
          value={referrer}
          maxLength={4000}
          onChange={(event) => setReferrer(event.currentTarget.value)}
        />
        <div>
          <Button type="submit" variant="default" loading={ask.isPending} disabled={url.trim() === ''}>
            <Say id="channels.try.do" />
          </Button>
        </div>
      </form>
      <div role="status" className={styles.answer}>
        {ask.data && !ask.isPending && <Answer tried={ask.data} />}
      </div>
    </Section>
  )
}

function Answer({ tried }: { tried: ChannelTried }) {
  const wordFor = useWordFor()
  const { channel, reason, detail, rule, lists } = tried
  return (
    <>
      <p>
        {channel === null ? (
          <Say id="channels.try.nothing" />
        ) : (
          <span className="chip">{wordFor('channel', channel)}</span>
        )}
      </p>
      <p className="small">
        <Say id={`channels.why.${reason}`} values={{ detail: detail ?? '', rule: rule ?? 0 }} />
      </p>
      {rule !== null && lists !== channel && (
        <p className="quiet small">
          {lists === null ? (
            <Say id="channels.try.lists.nothing" />
          ) : (
            <Say id="channels.try.lists" values={{ channel: wordFor('channel', lists) }} />
          )}
        </p>
      )}
    </>
  )
}
