import { publicStyle } from '../public/style.ts'

/** The look of the buyer's page. */
export const style = `${publicStyle}
.meta { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; color: var(--quiet); font-size: 15px; }
.meta dd { color: var(--ink); }
.options { display: grid; gap: 16px; list-style: none; }
.option { border: 1px solid var(--line); border-radius: 10px; background: var(--card); padding: 20px; break-inside: avoid; }
.option[data-chosen] { border: 2px solid var(--good); padding: 19px; }
.option header { display: flex; flex-wrap: wrap; gap: 4px 16px; justify-content: space-between; align-items: baseline; }
.option ul { margin: 12px 0 0; padding-left: 20px; list-style: disc; }
.option li { margin-top: 4px; }
.price { font-size: 22px; font-weight: 650; white-space: nowrap; }
.price small { font-size: 14px; font-weight: 400; color: var(--quiet); }
.sums { margin-top: 8px; color: var(--quiet); font-size: 14px; }
figure { margin-top: 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--card); padding: 20px; break-inside: avoid; }
.bar { margin-top: 16px; }
.bar:first-child { margin-top: 0; }
.bar .label { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 16px; font-size: 15px; }
.bar .label b { white-space: nowrap; }
.bar svg { display: block; width: 100%; height: 20px; margin-top: 4px; border-radius: 3px; }
.bar rect.cost { fill: var(--heat); }
.bar rect.cost.even { opacity: 0.72; }
.bar rect.option { fill: var(--people); }
.parts { list-style: none; margin-top: 6px; font-size: 14px; color: var(--quiet); }
.parts li { display: flex; justify-content: space-between; gap: 16px; }
pre { white-space: pre-wrap; font: 13.5px/1.55 ui-monospace, 'Noto Sans Mono CJK KR', monospace; background: var(--card);
  border: 1px solid var(--line); border-radius: 8px; padding: 16px; overflow-wrap: anywhere; }
code { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
.preview { margin: 0; padding: 8px 24px; background: var(--accent-soft); font-size: 14px; text-align: center; }
@media print {
  .preview { background: none; border-bottom: 1px solid var(--line); }
  /* a grid goes to the next page as a whole where its first row would still fit */
  .options { display: block; }
  .option { margin-top: 12px; padding: 14px 18px; }
  .option[data-chosen] { padding: 13px 17px; }
  figure { padding: 14px 18px; }
}
@media (max-width: 480px) {
  .option, figure { padding: 16px; }
  .option[data-chosen] { padding: 15px; }
}
`

/**
 * What the page does beside being read. It says that it was read once it has stood in view for some seconds and somebody
 * has moved, scrolled, touched or typed; programs that only fetch it do none of that. Without it everything else works.
 */
export const script = `
(() => {
  const { token, view } = document.currentScript.dataset
  const print = document.getElementById('print')
  if (print) { print.hidden = false; print.addEventListener('click', () => window.print()) }
  let seconds = 0, moved = false, sent = false
  const move = (event) => { if (event.isTrusted) moved = true }
  for (const kind of ['pointermove', 'pointerdown', 'touchstart', 'wheel', 'keydown', 'scroll'])
    addEventListener(kind, move, { passive: true })
  setInterval(() => {
    if (document.visibilityState !== 'visible' || sent) return
    seconds += 1
    if (seconds < 4 || !moved) return
    sent = true
    void fetch('/p/open', {
      method: 'POST', keepalive: true, headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, view, seconds }),
    }).catch(() => {})
  }, 1000)
})()
`
