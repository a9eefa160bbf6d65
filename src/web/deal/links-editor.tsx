import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { Say, useSay } from '../app/words.tsx'
import styles from './deal.module.css'

interface Link {
  url: string
  label: string
}

interface LinksEditorInput {
  links: readonly Link[]
  save(next: { links: Link[] }): void
  close(): void
}

/** Links of a deal: folders, contracts, threads. Those without an address are left out. */
export function LinksEditor({ links, save, close }: LinksEditorInput) {
  const say = useSay()
  const [rows, setRows] = useState<Link[]>([...links, { url: '', label: '' }])
  const put = (index: number, part: Partial<Link>) =>
    setRows((before) => before.map((row, i) => (i === index ? { ...row, ...part } : row)))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save({
      links: rows.map(({ url, label }) => ({ url: url.trim(), label: label.trim() })).filter(({ url }) => url !== ''),
    })
  }
  return (
    <form className={styles.editor} onSubmit={submit}>
      {rows.map((row, index) => (
        <div key={index} className={styles.linkRow}>
          <input
            className="plain"
            type="url"
            aria-label={say('deal.link.url')}
            placeholder="https://"
            maxLength={2000}
            autoFocus={index === rows.length - 1}
            value={row.url}
            onChange={(event) => put(index, { url: event.currentTarget.value })}
          />
          <input
            className="plain"
            aria-label={say('deal.link.label')}
            placeholder={say('deal.link.label')}
            maxLength={200}
            value={row.label}
            onChange={(event) => put(index, { label: event.currentTarget.value })}
          />
        </div>
      ))}
      <div className={styles.buttons}>
        <Button type="submit" size="compact-xs">
          <Say id="deal.save" />
        </Button>
        <Button
          variant="default"
          size="compact-xs"
          onClick={() => setRows((before) => [...before, { url: '', label: '' }])}
        >
          <Say id="deal.link.more" />
        </Button>
        <Button variant="default" size="compact-xs" onClick={close}>
          <Say id="deal.cancel" />
        </Button>
      </div>
    </form>
  )
}
