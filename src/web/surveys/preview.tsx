import { useEffect, useRef } from 'react'
import { surveyMarkup } from '#core/survey/markup.ts'
import type { SurveyDocument, SurveyLanguage } from '#core/survey/document.ts'
import { surveyStyle } from '#core/survey/style.ts'
import { Say, useSay } from '../app/words.tsx'
import styles from './surveys.module.css'

/** The survey as strangers see it, by the very markup they get; nothing is sent. */
export function SurveyPreview({ document, language }: { document: SurveyDocument; language: SurveyLanguage }) {
  const say = useSay()
  const host = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const place = host.current
    if (!place) return
    const root = place.shadowRoot ?? place.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(surveyStyle(document.accent))
    root.adoptedStyleSheets = [sheet]
    // every text in it is escaped (core/survey/markup.ts)
    root.innerHTML = surveyMarkup({ slug: 'preview', document, language, action: '#', own: {}, theme: 'light' })
    const stop = (event: Event) => event.preventDefault()
    root.addEventListener('submit', stop)
    return () => root.removeEventListener('submit', stop)
  }, [document, language])
  return (
    <aside className={styles.preview} aria-label={say('surveys.preview')}>
      <h2>
        <Say id="surveys.preview" />
      </h2>
      <div className={styles.paper}>
        <div ref={host} />
      </div>
      <p className="quiet small">
        <Say id="surveys.preview.about" />
      </p>
    </aside>
  )
}
