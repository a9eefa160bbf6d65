import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useFormat } from '../app/format.ts'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { sendFile } from './import-api.ts'
import styles from './imports.module.css'
import { Refusal } from './refusal.tsx'

interface UploadDropInput {
  /** the import whose refused rows the file brings back */
  mends?: string
}

/** A place to drop a file, or to choose one; it streams to the server and leads on to what was found in it. */
export function UploadDrop({ mends }: UploadDropInput) {
  const say = useSay()
  const format = useFormat()
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const client = useQueryClient()
  const chooser = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState(0)
  const upload = useMutation({
    mutationFn: (file: File) => {
      setShare(0)
      return sendFile(file, workspace.id, { mends, onShare: setShare })
    },
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: ['imports'] })
      void navigate({ to: '/imports/file/$id', params: { id } })
    },
  })
  const take = (files: FileList | null) => {
    const file = files?.[0]
    if (file) upload.mutate(file)
  }
  return (
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
        take(event.dataTransfer.files)
      }}
    >
      <p>
        <strong>
          <Say id={mends === undefined ? 'imports.drop' : 'imports.drop.mended'} />
        </strong>
      </p>
      <p className="quiet small">
        <Say id="imports.drop.about" />
      </p>
      <input
        ref={chooser}
        type="file"
        className="hidden"
        aria-label={say('imports.file')}
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        onChange={(event) => {
          take(event.currentTarget.files)
          event.currentTarget.value = ''
        }}
      />
      <Button loading={upload.isPending} onClick={() => chooser.current?.click()}>
        <Say id="imports.choose" />
      </Button>
      {upload.isPending && (
        <p role="status" className="small">
          <progress className={styles.progress} max={1} value={share} aria-label={say('imports.uploading')} />{' '}
          {format.share(share)}
        </p>
      )}
      {upload.error && <Refusal error={upload.error} />}
    </div>
  )
}
