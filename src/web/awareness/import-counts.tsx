import { Button, Modal } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useMemo, useRef, useState, type FormEvent } from 'react'
import { decodeTable } from '#core/import/decode.ts'
import { readSignals, type SignalReading, type SignalSaid } from '#core/signal/read.ts'
import { useFormat } from '../app/format.ts'
import { Say, useSay } from '../app/words.tsx'
import { Select } from '../forms/select.tsx'
import { useSignals } from './api.ts'
import styles from './awareness.module.css'
import { NetworkInput } from './network-input.tsx'

const mostBytes = 8_000_000

type Opened = { name: string; text: string } | { sentence: string } | 'large'

/** Social numbers of a file that a network exported: read here, looked over, then kept. */
export function ImportCounts({ onClose }: { onClose(): void }) {
  const say = useSay()
  const { add, isPending } = useSignals()
  const chooser = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<Opened | null>(null)
  const [said, setSaid] = useState<SignalSaid>({ network: '', dateFormat: null })
  const text = file !== null && file !== 'large' && 'text' in file ? file.text : null
  const reading = useMemo(() => (text === null ? null : readSignals(text, said)), [text, said])
  const asksNetwork = useMemo(
    () => text !== null && readSignals(text, { network: '', dateFormat: null }).needs.includes('network'),
    [text],
  )
  const asksOrder = useMemo(
    () => text !== null && readSignals(text, { network: 'x', dateFormat: null }).needs.includes('date_order'),
    [text],
  )
  const open = async (chosen: File) => {
    if (chosen.size > mostBytes) return setFile('large')
    const decoded = decodeTable(new Uint8Array(await chosen.arrayBuffer()))
    setFile(decoded.ok ? { name: chosen.name, text: decoded.text } : { sentence: decoded.sentence })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reading && file !== null && file !== 'large' && 'name' in file)
      void add(reading.rows, { source: 'file', name: file.name.slice(0, 200) }, onClose)
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={say('awareness.file')}
      closeButtonProps={{ 'aria-label': say('state.close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <p className="quiet">
          <Say id="awareness.file.about" />
        </p>
        <div>
          <input
            ref={chooser}
            type="file"
            className="hidden"
            aria-label={say('awareness.file.choose')}
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => {
              const chosen = event.currentTarget.files?.[0]
              event.currentTarget.value = ''
              if (chosen) void open(chosen)
            }}
          />
          <Button variant="default" onClick={() => chooser.current?.click()}>
            <Say id="awareness.file.choose" />
          </Button>
        </div>
        {file === 'large' && (
          <p role="alert">
            <Say id="awareness.file.large" />
          </p>
        )}
        {file !== null && file !== 'large' && 'sentence' in file && <p role="alert">{file.sentence}</p>}
        {asksNetwork && (
          <NetworkInput value={said.network} onChange={(network) => setSaid((before) => ({ ...before, network }))} />
        )}
        {asksOrder && (
          <Select<'' | 'D/M/YYYY' | 'M/D/YYYY'>
            label={<Say id="awareness.file.order" />}
            value={said.dateFormat ?? ''}
            options={[
              { value: '', label: say('awareness.file.order.choose') },
              { value: 'D/M/YYYY', label: say('awareness.file.order.day') },
              { value: 'M/D/YYYY', label: say('awareness.file.order.month') },
            ]}
            onChange={(value) => setSaid((before) => ({ ...before, dateFormat: value === '' ? null : value }))}
          />
        )}
        {reading && <Reading reading={reading} />}
        <div>
          <Button type="submit" loading={isPending} disabled={reading === null || reading.rows.length === 0}>
            <Say id="awareness.file.do" />
          </Button>
        </div>
      </form>
    </Modal>
  )
}

/** What would be kept, what is missing, and what cannot be read. */
function Reading({ reading }: { reading: SignalReading }) {
  const say = useSay()
  const format = useFormat()
  const { rows, needs, people, faults, faultCount, kinds, from, to } = reading
  const missing = (['day', 'counts', 'date_format'] as const).filter((need) => needs.includes(need))
  return (
    <div className={styles.reading} role="status">
      {missing.map((need) => (
        <p key={need}>
          <Say id={`awareness.need.${need}`} />
        </p>
      ))}
      {people && (
        <p>
          <Say id="awareness.file.people" />{' '}
          <Link to="/imports" className="link">
            <Say id="room.imports" />
          </Link>
        </p>
      )}
      {from !== null && to !== null && (
        <>
          <p>
            <Say id="awareness.file.rows" values={{ count: rows.length }} /> {format.calendar(from)} –{' '}
            {format.calendar(to)}
          </p>
          <ul>
            {kinds.map((kind) => (
              <li key={kind}>
                {say(`awareness.kind.${kind}`)}:{' '}
                {format.number(rows.reduce((sum, row) => sum + (row.kind === kind ? row.count : 0), 0))}
              </li>
            ))}
          </ul>
        </>
      )}
      {faultCount > 0 && (
        <details>
          <summary>
            <Say id="awareness.file.faults" values={{ count: faultCount }} />
          </summary>
          <ul>
            {faults.map(({ line, code, text }, index) => (
              <li key={`${line} ${index}`}>
                <Say id="awareness.file.line" values={{ line }} /> <Say id={`awareness.fault.${code}`} />
                {text !== '' && ` “${text}”`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
