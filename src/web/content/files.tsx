import { Button, FileButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ContentPage } from '#contract/content.ts'
import { fileKind, fileSize } from '#core/content/words.ts'
import { useFormat } from '../app/format.ts'
import { useLanguage } from '../app/language.tsx'
import { useWorkspace } from '../app/session.ts'
import { Say, useSay } from '../app/words.tsx'
import { Section } from '../ui/page.tsx'
import { useUndo } from '../ui/undo.tsx'
import { uploadContentFile } from './content-api.ts'
import { useLanguageName } from './names.ts'
import styles from './content.module.css'

/** Where it stands in each language: its page, its file, and how reading it is counted. */
export function Files({ asset, mayWrite }: { asset: ContentPage; mayWrite: boolean }) {
  const say = useSay()
  const format = useFormat()
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
        {asset.versions.map(({ language, title, url, path, file }) => {
          const counted = asset.counted.find((one) => one.language === language)
          return (
            <li key={language}>
              <p>
                <span className="chip">{languageName(language)}</span> <strong lang={language}>{title}</strong>
              </p>
              {url !== null ? (
                <p className={styles.address}>
                  <a className="link" href={url} target="_blank" rel="noreferrer noopener">
                    {path}
                  </a>
                </p>
              ) : (
                path !== null && <p className={styles.address}>{path}</p>
              )}
              {counted && (
                <p className="small" data-tone="warm">
                  {counted.as ? (
                    <Say
                      id="content.counted.other"
                      values={{ as: format.text(counted.as.name), kind: format.text(asset.kind.name) }}
                    />
                  ) : (
                    <Say id="content.counted.none" values={{ kind: format.text(asset.kind.name) }} />
                  )}
                </p>
              )}
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
