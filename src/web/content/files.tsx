import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ContentPage } from '#contract/content.ts'
import { fileKind, fileSize } from '#core/content/words.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useModels } from '../app/models.ts'
import { useMay, useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { blueprintApi } from '../blueprint/blueprint-api.ts'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { uploadContentFile } from './content-api.ts'
import { useLanguageName } from './names.ts'
import styles from './content.module.css'

/** Where it stands in each language: its page, its file, and how reading it is counted. */
export function Files({ asset, mayWrite }: { asset: ContentPage; mayWrite: boolean }) {
  const say = useSay()
  const undo = useUndo()
  const client = useQueryClient()
  const workspace = useWorkspace()
  const { language: own } = useLanguage()
  const languageName = useLanguageName()
  const upload = useMutation({
    mutationFn: ({ language, file }: { language: string; file: File }) =>
      uploadContentFile(workspace.id, asset.id, language, file),
    onSuccess: async (_asset, { file }) => {
      undo.done(say('content.uploaded', { name: file.name }))
      await client.invalidateQueries({ queryKey: ['content'] })
    },
    onError: undo.failed,
  })
  return (
    <Section title={<Say id="content.versions" />} sub={<Say id="content.versions.about" />}>
      {asset.versions.length === 0 && (
        <p className="quiet">
          <Say id="content.versions.none" />
        </p>
      )}
      <ul className={styles.places}>
        {asset.versions.map(({ language, title, about, url, path, file }) => {
          const counted = asset.counted.find((one) => one.language === language)
          return (
            <li key={language}>
              <p>
                <span className="chip">{languageName(language)}</span> <strong lang={language}>{title}</strong>
              </p>
              {about !== '' && (
                <p className="small quiet" lang={language}>
                  {about}
                </p>
              )}
              {url !== null ? (
                <p className={styles.address}>
                  <a className="link" href={url} target="_blank" rel="noreferrer noopener">
                    {path}
                  </a>
                </p>
              ) : (
                path !== null && <p className={styles.address}>{path}</p>
              )}
              {counted && <Counted asset={asset} counted={counted} />}
              <p className={styles.row}>
                {file && (
                  <a
                    className="link"
                    href={`/api/content/files/${file.id}?workspace=${workspace.id}`}
                    download={file.name}
                  >
                    {file.name}{' '}
                    <span className="quiet small">
                      {fileKind(file.type)}, {fileSize(file.bytes, own)}
                    </span>
                  </a>
                )}
                {mayWrite && (
                  <FileButton
                    onChange={(chosen) => chosen && upload.mutate({ language, file: chosen })}
                    inputProps={{
                      'aria-label': say('content.upload.of', { language: languageName(language) }),
                      tabIndex: -1,
                    }}
                  >
                    {(props) => (
                      <Button
                        {...props}
                        variant="default"
                        size="xs"
                        loading={upload.isPending && upload.variables.language === language}
                        aria-label={say(file ? 'content.upload.other.of' : 'content.upload.of', {
                          language: languageName(language),
                        })}
                      >
                        <Say id={file ? 'content.upload.other' : 'content.upload'} />
                      </Button>
                    )}
                  </FileButton>
                )}
              </p>
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

/** The blueprint would count the page otherwise; whoever may, puts that right from now on. */
function Counted({ asset, counted }: { asset: ContentPage; counted: ContentPage['counted'][number] }) {
  const say = useSay()
  const format = useFormat()
  const undo = useUndo()
  const client = useQueryClient()
  const models = useModels()
  const mayApply = useMay('blueprint.apply')
  const kind = format.text(asset.kind.name)
  const apply = useMutation({
    mutationFn: (base: number) =>
      blueprintApi.apply({
        base,
        edits: { content: [{ path: counted.path, kind: asset.kind.id }] },
        note: `${counted.path}: ${asset.kind.name.en}`,
      }),
    onSuccess: async () => {
      undo.done(say('content.counted.done', { path: counted.path, kind }))
      await client.invalidateQueries({ queryKey: ['content'] })
      await client.invalidateQueries({ queryKey: ['models'] })
    },
    onError: undo.failed,
  })
  return (
    <p className="small quiet">
      {counted.as ? (
        <Say id="content.counted.other" values={{ as: format.text(counted.as.name), kind }} />
      ) : (
        <Say id="content.counted.none" values={{ kind }} />
      )}{' '}
      {mayApply && models && (
        <button type="button" className="link" disabled={apply.isPending} onClick={() => apply.mutate(models.version)}>
          <Say id="content.counted.apply" values={{ kind }} />
        </button>
      )}
    </p>
  )
}
