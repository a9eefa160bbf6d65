import { calledOf } from '#core/demo/deals.ts'
import type { Language } from '#core/demo/names.ts'
import { pages, seller } from '#core/demo/site.ts'

/** An asset of the sample company: which pages of its site it is, and for whom. */
export interface DemoAsset {
  title: string
  kind: string
  about: string
  stage: string | null
  personas: string[]
  industries: string[]
  /** name of the colleague who looks after it */
  owner: string
  /** days from the end of the half year until somebody should look at it again; negative: overdue */
  reviewIn: number | null
  versions: { language: Language; title: string; url: string }[]
  /** given out as a file too, in these languages */
  files: Language[]
}

// kind | personas | industries | review | files | paths | title | about
const rows = `
blog_article|||40||/blog/demurrage-explained /blog/ko-cheryu-biyong /blog/ru-prostoi-konteynerov /blog/de-standgeld|Demurrage, explained|Where demurrage comes from, with a calendar to check one’s own.
blog_article|specialist||120||/blog/eta-accuracy /blog/ko-eta-jeonghwakdo /blog/ru-prognoz-pribytiya|How accurate is an ETA?|How to measure what carriers promise.
blog_article|specialist||-12||/blog/exception-management /blog/ru-otkloneniya /blog/de-ausnahmen|Exceptions without e-mail|Who chases what, and how to stop it.
blog_article|department_head|Food|90||/blog/otif-penalties|What OTIF penalties cost|A food maker’s year in numbers.
blog_article|specialist|Pharma|||/blog/cold-chain-alarms|Too many cold chain alarms|Which alarms matter.
blog_article|technical||200||/blog/edi-or-api|EDI or API|What carriers really send.
blog_article|department_head||60||/blog/ko-mulryu-dashboard|Five numbers of a logistics team|What to look at each morning.
thought_leadership|decision_maker||-45||/thought-leadership/the-quiet-supply-chain|The quiet supply chain|An essay on fewer surprises.
thought_leadership|decision_maker||150||/thought-leadership/freight-in-2030|Freight in 2030|What shippers will ask for.
buyers_guide|department_head||75|en ko|/guides/choosing-visibility-software /guides/ko-gasiseong-solution /guides/ru-vybor-sistemy /guides/de-auswahl|Choosing visibility software|Twelve questions to ask of every vendor.
research_paper|decision_maker finance_procurement||30|en|/white-papers/cost-of-not-knowing|The cost of not knowing|What late news costs a shipper each year.
research_paper|||100|en ko ru|/white-papers/eta-benchmark /white-papers/ko-eta-benchmark /white-papers/ru-eta-benchmark|ETA benchmark|Two million legs, measured.
ebook|department_head||45|en ko ru|/ebooks/control-tower-in-90-days /ebooks/ko-90il-kwanje /ebooks/ru-dispetcherskaya /ebooks/de-leitstand|A control tower in 90 days|Week by week, with the checklists.
case_study|department_head|Food|80||/case-studies/pinehollow-foods|Pinehollow Foods|Penalties down by half in a season.
case_study|department_head|Freight|-3||/case-studies/larkmoor-freight|Larkmoor Freight|A forwarder that answers before it is asked.
case_study|||110||/case-studies/ko-garamsol|Garamsol Logistics|가람솔로지스: 선적 지연을 하루 먼저 압니다.
case_study|||110||/case-studies/ru-kabo-sever|Kabo-Sever|Кабо-Север: простои сократились на треть.
battle_card|decision_maker||20||/compare/visiroute|Against Visiroute|Where each of the two is better.
battle_card|specialist||20||/compare/spreadsheets|Against the spreadsheet|What a table cannot tell in time.
video|||180||/videos/two-minute-tour /videos/ko-2bun-tour|Two-minute tour|The product at work.
review|||60||/reviews|What customers write|Unedited, with dates.
product_page|||90||/product /product/ko /product/ru /product/de|The product|What it does, on one page.
product_page|department_head||90||/product/arrival-times|Arrival times|Promises that hold.
product_page|||||/product/control-tower|The control tower|One picture of all shipments.
product_page|technical||90||/product/integrations|Integrations|ERP and carriers, what is there.
price|||15||/pricing|Pricing|Per shipment, from small to large.
proof|technical||200||/security|Security and certificates|ISO 27001, data residency, penetration tests.
implementation_guide|technical specialist||130||/implementation|How it is put to work|Six weeks, step by step.
implementation_guide|||-20||/support|Support terms|Hours, answers, escalation.
feature_news|||||/news/geofence-alerts|New: geofence alerts|What changed in spring.
roadmap|||10||/roadmap|Roadmap|What comes next year.
knowledge_base|technical||||/docs/carrier-api|Carrier API|For whoever connects it.
`

/** The library of the sample company: some thirty assets over kinds, personas and languages, with gaps. */
export function demoLibrary(): DemoAsset[] {
  const byPath = new Map(pages.map((page) => [page.path, page]))
  return rows
    .trim()
    .split('\n')
    .map((row, place) => {
      const [kind = '', personas = '', industries = '', review = '', files = '', paths = '', title = '', about = ''] =
        row.split('|')
      const words = (text: string) => text.split(' ').filter((word) => word !== '')
      return {
        title,
        kind,
        about,
        stage: null,
        personas: words(personas),
        industries: words(industries),
        owner: calledOf(seller.owners[place % seller.owners.length] as string),
        reviewIn: review.trim() === '' ? null : Number(review),
        versions: words(paths).flatMap((path) => {
          const page = byPath.get(path)
          return page ? [{ language: page.language, title: page.title, url: seller.site + path }] : []
        }),
        files: words(files) as Language[],
      }
    })
}

/** A small PDF of one page, made by hand, that says what it is. Latin letters only. */
export function demoPdf(title: string): string {
  const line = title.replaceAll(/[^\x20-\x7e]/g, ' ').replaceAll(/[\\()]/g, ' ')
  const stream = `BT /F1 20 Tf 60 720 Td (${line}) Tj 0 -30 Td /F1 11 Tf (${seller.name}, a sample company.) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  let text = '%PDF-1.4\n'
  const offsets = objects.map((body, place) => {
    const at = text.length
    text += `${place + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const start = text.length
  return `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
}
