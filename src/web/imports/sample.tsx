import type { ImportPreview } from '#contract/import-task.ts'
import { useSay } from '../app/words.tsx'
import { ScrollX } from '../ui/scroll-x.tsx'
import styles from './imports.module.css'

/** The first rows as they are read: a wrong encoding or delimiter shows here. */
export function Sample({ preview }: { preview: ImportPreview }) {
  const say = useSay()
  return (
    <ScrollX label={say('imports.sample')}>
      <table className={`table ${styles.sample}`}>
        <caption className="hidden">{say('imports.sample')}</caption>
        <thead>
          <tr>
            {preview.headers.map((header) => (
              <th key={header} scope="col">
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.slice(0, 4).map((row, index) => (
            <tr key={index}>
              {preview.headers.map((header, column) => (
                <td key={header}>{row[column]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollX>
  )
}
