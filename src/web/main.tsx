import './app/mantine.ts'
import './app/tokens.css'
import './ui/ui.css'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { firstLanguage, loadTexts } from './app/language.tsx'
import { askEarly } from './app/session.ts'

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? ''
// for the style element by which a dialog locks scrolling
Object.assign(globalThis, { __webpack_nonce__: nonce })

askEarly()
const language = firstLanguage()
document.documentElement.lang = language
const first = await loadTexts(language)

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<App nonce={nonce} first={first} />)
