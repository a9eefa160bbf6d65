import { Button, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Say, useSay } from '../../app/words.tsx'
import { Section } from '../../ui/page.tsx'
import { useUndo } from '../../ui/undo.tsx'
import { Backups } from './figures.tsx'
import { GroundForm } from './ground.tsx'
import { privacyApi, type Ground } from './privacy-api.ts'
import styles from './privacy.module.css'

/** Erases everybody behind a list of addresses: looked at first, then typed that it is meant. */
export function EraseList() {
  const say = useSay()
  const client = useQueryClient()
  const { done, failed } = useUndo()
  const [text, setText] = useState('')
  const check = useMutation({ mutationFn: () => privacyApi.check(text), onError: failed })
  const erase = useMutation({
    mutationFn: (ground: Ground) => privacyApi.eraseList(text, ground),
    onSuccess: ({ state }) => {
      done(say(state === 'asked' ? 'privacy.asked' : 'privacy.running'))
      setText('')
      check.reset()
      return client.invalidateQueries({ queryKey: ['erasure'] })
    },
    onError: failed,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') check.mutate()
  }
  const seen = check.data
  return (
    <Section title={<Say id="privacy.list" />} sub={<Say id="privacy.list.about" />}>
      <form className={styles.form} onSubmit={submit}>
        <Textarea
          label={say('privacy.list.addresses')}
          autosize
          minRows={3}
          maxRows={12}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            check.reset()
          }}
        />
        {!seen && (
          <div>
            <Button type="submit" variant="default" loading={check.isPending} disabled={text.trim() === ''}>
              <Say id="privacy.list.check" />
            </Button>
          </div>
        )}
      </form>
      {seen && (
        <div className={styles.preview} role="group" aria-label={say('privacy.list')}>
          <p role="status">
            <Say id="privacy.list.found" values={{ addresses: seen.addresses, people: seen.people }} />{' '}
            {seen.wrong.length > 0 && (
              <Say id="privacy.list.wrong" values={{ count: seen.wrong.length, first: seen.wrong[0] ?? '' }} />
            )}
          </p>
          {seen.addresses > 0 && (
            <>
              <Backups days={seen.backupDays} />
              <GroundForm
                confirm={seen.confirm}
                atOnce={seen.atOnce}
                pending={erase.isPending}
                erase={(ground) => erase.mutate(ground)}
                cancel={() => check.reset()}
              />
            </>
          )}
        </div>
      )}
    </Section>
  )
}
