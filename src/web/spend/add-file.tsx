import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useMemo, useRef, useState } from 'react'
import type { SpendAdded, SpendList } from '#contract/spend.ts'
import { readSpend, type SpendMapping } from '#core/spend/read.ts'
import { readSpendFile, type SpendTable } from '#core/spend/table.ts'
import { Say, useSay } from '../app/words.tsx'
import { ChannelField } from '../sources/channel-field.tsx'
import { Mapping } from './mapping.tsx'
import { Preview } from './preview.tsx'
import { spendApi } from './spend-api.ts'
import styles from './spend.module.css'

interface AddFileInput {
  list: SpendList
  onAdded(added: SpendAdded): void
  onFailed(error: unknown): void
}

interface Opened {
  name: string
  table: SpendTable
}

const mostBytes = 20_000_000

/** A file is chosen or dropped, recognised, shown as it would count, and sent; it never leaves the browser before that. */
export function AddFile({ list, onAdded, onFailed }: AddFileInput) {
  const say = useSay()
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [opened, setOpened] = useState<Opened | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  const take = async (file: File | undefined) => {
    if (!file) return
    setOpened(null)
    setWrong(null)
    if (file.size > mostBytes) {
      setWrong(say('spend.file.large'))
      return
    }
    const read = readSpendFile(new Uint8Array(await file.arrayBuffer()))
    if (read.ok) setOpened({ name: file.name.slice(0, 200), table: read.table })
    else setWrong(read.sentence)
  }
  return (
    <div className={styles.form}>
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          void take(event.dataTransfer.files[0])
        }}
      >
        <p>
          <Say id="spend.file.drop" />
        </p>
        <input
          ref={chooser}
          type="file"
          className="hidden"
          aria-label={say('spend.file')}
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
          onChange={(event) => {
            void take(event.currentTarget.files?.[0])
            event.currentTarget.value = ''
          }}
        />
        <Button variant="default" onClick={() => chooser.current?.click()}>
          <Say id="spend.file.choose" />
        </Button>
      </div>
      {wrong !== null && <p role="alert">{wrong}</p>}
      {opened !== null && (
        <OpenedFile
          key={opened.name}
          opened={opened}
          list={list}
          onAdded={(added) => {
            setOpened(null)
            onAdded(added)
          }}
          onFailed={onFailed}
        />
      )}
    </div>
  )
}

interface OpenedFileInput extends AddFileInput {
  opened: Opened
}

function OpenedFile({ opened, list, onAdded, onFailed }: OpenedFileInput) {
  const say = useSay()
  const { name, table } = opened
  const [channel, setChannel] = useState('ppc')
  const [mapping, setMapping] = useState<SpendMapping>({
    network: table.network,
    columns: table.columns,
    currency: null,
    dateFormat: null,
    decimal: null,
  })
  const reading = useMemo(() => readSpend(table, mapping), [table, mapping])
  const send = useMutation({
    mutationFn: () =>
      spendApi.file({ network: mapping.network, name, rows: reading.rows.map((row) => ({ ...row, channel })) }),
    onSuccess: onAdded,
    onError: onFailed,
  })
  const ready = reading.needs.length === 0 && reading.rows.length > 0 && channel.trim() !== ''
  return (
    <section className={styles.opened} aria-label={name}>
      <h3>
        {name}{' '}
        <span className="chip">
          <Say id={`spend.network.${mapping.network}`} />
        </span>
      </h3>
      <Mapping table={table} mapping={mapping} reading={reading} currency={list.currency} onChange={setMapping} />
      <ChannelField label={say('spend.file.channel')} value={channel} own={list.channels} onChange={setChannel} />
      <Preview reading={reading} campaigns={list.campaigns} />
      <div>
        <Button disabled={!ready} loading={send.isPending} onClick={() => send.mutate()}>
          <Say id="spend.file.do" values={{ rows: reading.rows.length }} />
        </Button>
      </div>
    </section>
  )
}
