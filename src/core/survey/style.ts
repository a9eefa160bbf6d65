import { formStyle } from '#core/form/style.ts'

/** The look of a survey: that of forms (core/form/style.ts), with a scale and a box for the corner of a page. */
export function surveyStyle(accent: string | null): string {
  return `${formStyle(accent)}
.hgs-question { display: block; font-weight: 600; font-size: 1.12em; line-height: 1.35; margin-bottom: 6px; }
.hgs-question h1 { margin: 0 0 4px; }
.hgs .hgf-choice { padding: 9px 12px; margin-top: 8px; border: 1px solid var(--hgf-line); border-radius: 6px; background: var(--hgf-card); }
.hgs .hgf-choice:has(:checked) { border-color: var(--hgf-accent); box-shadow: inset 0 0 0 1px var(--hgf-accent); }
.hgs-scale { display: grid; grid-template-columns: repeat(11, minmax(0, 1fr)); gap: 4px; margin-top: 12px; }
.hgs-scale label { position: relative; font-weight: 600; cursor: pointer; }
.hgs-scale input { position: absolute; inset: 0; width: 100%; height: 100%; margin: 0; opacity: 0; cursor: pointer; }
.hgs-scale span { display: grid; place-items: center; min-height: 44px; border: 1px solid var(--hgf-line); border-radius: 6px;
  background: var(--hgf-card); font-variant-numeric: tabular-nums; }
.hgs-scale :checked + span { border-color: var(--hgf-accent); background: var(--hgf-accent); color: var(--hgf-on); }
.hgs-scale :focus-visible + span { outline: 2px solid var(--hgf-focus); outline-offset: 2px; }
.hgs-ends { display: flex; justify-content: space-between; gap: 16px; margin-top: 6px; color: var(--hgf-quiet); font-size: 0.9em; }
.hgs-ends span:last-child { text-align: end; }
@container (max-width: 26rem) { .hgs-scale { grid-template-columns: repeat(6, minmax(0, 1fr)); } }
.hgs .hgf-status:empty { display: none; }
.hgs .hgf-row { margin-top: 16px; }
.hgs-thanks { padding: 4px 0; font-weight: 600; }
.hgs-corner { position: fixed; z-index: 2147483000; right: max(16px, env(safe-area-inset-right)); bottom: max(16px, env(safe-area-inset-bottom));
  box-sizing: border-box; width: min(380px, calc(100vw - 32px)); max-height: calc(100vh - 32px); overflow: auto; padding: 18px 20px;
  border: 1px solid #8d8a81; border-radius: 10px; background: #fff; box-shadow: 0 12px 32px rgb(0 0 0 / 0.18); }
.hgs-corner[data-theme='dark'] { border-color: #74767f; background: #1b1d22; color: #ecebe7; }
.hgs-close { position: absolute; top: 8px; right: 8px; width: 36px; height: 36px; border: 0; border-radius: 6px; background: none; color: inherit;
  font: 22px/1 system-ui, sans-serif; cursor: pointer; }
.hgs-corner[data-theme='dark'] .hgs-close { color: #ecebe7; }
.hgs-close:focus-visible { outline: 2px solid #2f6fd0; outline-offset: 2px; }
.hgs-corner .hgs-question { padding-right: 32px; }
@media print { .hgs-corner { display: none; } }
`
}
