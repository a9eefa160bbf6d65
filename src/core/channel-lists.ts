import type { Channel } from '#core/channel.ts'

/** The day on which these lists were last gone through, host by host; screens name it beside LISTS_VERSION. */
export const channelListsDay = '2026-11-22'

/**
 * Hosts by the channel they send people through. An entry covers its subdomains; the longest match wins. A change here
 * is a change of LISTS_VERSION (core/classify/lists.ts).
 */
const hosts: Partial<Record<Channel, string>> = {
  search: `
    bing.com duckduckgo.com search.yahoo.com yahoo.co.jp search.aol.com ecosia.org qwant.com startpage.com swisscows.com
    search.brave.com kagi.com mojeek.com ask.com dogpile.com presearch.com metager.org lycos.com yep.com baidu.com sogou.com so.com sm.cn seznam.cz coccoc.com
    naver.com search.naver.com m.search.naver.com daum.net search.daum.net zum.com search.zum.com nate.com
    go.mail.ru nova.rambler.ru search.rambler.ru rambler.ru ya.ru sputnik.ru nigma.ru
    com.google.android.googlequicksearchbox com.nhn.android.search net.daum.android.daum ru.yandex.searchplugin`,
  social: `
    facebook.com fb.com fb.me messenger.com instagram.com threads.net threads.com linkedin.com lnkd.in twitter.com x.com
    t.co tiktok.com pinterest.com reddit.com redd.it quora.com youtube.com youtu.be vimeo.com tumblr.com snapchat.com
    bsky.app mastodon.social medium.com substack.com discord.com discordapp.com slack.com whatsapp.com wa.me viber.com
    line.me xing.com glassdoor.com news.ycombinator.com producthunt.com stackoverflow.com stackexchange.com dev.to
    linktr.ee nextdoor.com flipboard.com truthsocial.com
    weibo.com weibo.cn weixin.qq.com zhihu.com xiaohongshu.com douyin.com bilibili.com
    blog.naver.com m.blog.naver.com cafe.naver.com m.cafe.naver.com post.naver.com m.post.naver.com kin.naver.com
    tv.naver.com band.us cafe.daum.net m.cafe.daum.net kakao.com story.kakao.com pf.kakao.com open.kakao.com
    brunch.co.kr tistory.com velog.io blind.com teamblind.com dcinside.com clien.net ppomppu.co.kr rocketpunch.com
    fmkorea.com ruliweb.com theqoo.net okky.kr remember.co.kr disquiet.io kakaotalk com.kakao.talk com.kakao.story com.nhn.android.band
    vk.com vk.ru vk.me vk.cc vkontakte.ru vkvideo.ru ok.ru odnoklassniki.ru my.mail.ru t.me telegram.me telegram.org telegra.ph
    dzen.ru zen.yandex.ru rutube.ru habr.com vc.ru pikabu.ru tenchat.ru setka.ru livejournal.com max.ru
    org.telegram.messenger org.telegram.plus com.vkontakte.android ru.ok.android ru.oneme.app com.facebook.katana com.linkedin.android
    com.twitter.android com.instagram.android com.reddit.frontpage com.slack`,
  email: `
    mail.google.com com.google.android.gm outlook.live.com outlook.office.com outlook.office365.com outlook.com
    mail.yahoo.com mail.aol.com mail.proton.me app.tuta.com app.hey.com mail.zoho.com app.fastmail.com webmail.gmx.net mail.qq.com mail.163.com
    mail.naver.com m.mail.naver.com mail.daum.net mail.kakao.com mail.nate.com mail.worksmobile.com
    com.nhn.android.mail com.samsung.android.email.provider com.yahoo.mobile.client.android.mail
    e.mail.ru light.mail.ru touch.mail.ru mail.yandex.ru mail.yandex.com mail.rambler.ru
    ru.mail.mailapp ru.yandex.mail com.microsoft.office.outlook`,
  ai: `
    chatgpt.com chat.openai.com openai.com perplexity.ai gemini.google.com bard.google.com notebooklm.google.com
    aistudio.google.com copilot.microsoft.com copilot.cloud.microsoft m365.cloud.microsoft copilot.com claude.ai deepseek.com grok.com x.ai meta.ai mistral.ai
    duck.ai lmarena.ai manus.im z.ai you.com phind.com poe.com pi.ai andisearch.com iask.ai felo.ai genspark.ai liner.com getliner.com wrtn.ai clova-x.naver.com
    clova.ai cue.naver.com cue.search.naver.com alice.yandex.ru alice.ya.ru gigachat.ru giga.chat kimi.com kimi.moonshot.cn doubao.com
    yuanbao.tencent.com minimax.io qwen.ai qwenlm.ai yiyan.baidu.com chat.baidu.com chatglm.cn huggingface.co
    com.openai.chatgpt ai.perplexity.app.android com.anthropic.claude`,
  ppc: `
    googleadservices.com doubleclick.net googlesyndication.com syndicatedsearch.goog ads.google.com
    adcr.naver.com ad.naver.com searchad.naver.com ader.naver.com an.yandex.ru yabs.yandex.ru direct.yandex.ru
    ad.daum.net target.my.com ads.vk.com`,
  display: `criteo.com criteo.net taboola.com outbrain.com adroll.com dable.io mobon.net buzzvil.com adfox.ru begun.ru`,
  event: `eventbrite.com eventbrite.co.uk meetup.com lu.ma luma.com gotowebinar.com onoffmix.com event-us.kr festa.io
    timepad.ru`,
  referral: `g2.com capterra.com getapp.com softwareadvice.com trustradius.com trustpilot.com gartner.com clutch.co
    sourceforge.net alternativeto.net github.com gitlab.com wikipedia.org namu.wiki`,
  affiliate: `awin1.com shareasale.com impact.com partnerstack.com cj.com admitad.com linkprice.com`,
}

export const channelByHost: ReadonlyMap<string, Channel> = new Map(
  Object.entries(hosts).flatMap(([channel, names]) =>
    names
      .trim()
      .split(/\s+/)
      .map((host): [string, Channel] => [host, channel as Channel]),
  ),
)

/** Brands with a domain in every country: the label before the public suffix. */
export const searchBrands: ReadonlySet<string> = new Set([
  'google',
  'yandex',
  'yahoo',
  'bing',
  'baidu',
  'naver',
  'daum',
])

/** `utm_medium` (lower case, letters and digits only) to channel. */
export const channelByMedium: ReadonlyMap<string, Channel> = words({
  ppc: `cpc ppc paid paidsearch paidsocial paidads sem searchads adwords googleads cpv cpa cpe retargeting remarketing
    socialpaid sponsored sponsoredcontent ads ad target targeted targeting 광고 유료광고 검색광고 키워드광고 파워링크
    브랜드검색 쇼핑검색광고 리타겟팅 리타게팅 реклама контекст контекстнаяреклама поисковаяреклама директ таргет таргетинг
    таргетированнаяреклама ретаргетинг ремаркетинг`,
  display: `display banner banners cpm programmatic native gdn rsya dv360 배너 배너광고 디스플레이 디스플레이광고 баннер
    баннеры баннернаяреклама медийка медийнаяреклама рся`,
  social: `social socialmedia socialnetwork socialnetworks sm smm organicsocial socialorganic community messenger chat
    kakao kakaotalk kakaochannel alimtalk friendtalk telegram whatsapp 소셜 소셜미디어 카카오 카카오톡 카카오채널 카카오톡채널 알림톡 친구톡 단톡방
    соцсеть соцсети социальныесети смм мессенджер мессенджеры телеграм`,
  email: `email emails mail newsletter nurture drip edm mailing crm 이메일 메일 뉴스레터 почта письмо письма рассылка рассылки
    имейл емейл emailрассылка`,
  search: 'organic organicsearch search seo 검색 자연검색 поиск органика органический органическийпоиск сео',
  referral: 'referral referrals referrer link blog pr guestpost article review comparison 추천 рекомендация',
  affiliate: 'affiliate affiliates cps 제휴마케팅 партнерка партнёрка партнерскаяпрограмма партнёрскаяпрограмма',
  partner: `partner partners partnership reseller cobranded integration marketplace 제휴 제휴사 파트너 파트너사 партнер партнёр
    партнеры партнёры партнерство партнёрство`,
  event: `event events webinar tradeshow conference expo fair meetup exhibition booth qr 전시회 박람회 세미나 웨비나 вебинар
    выставка конференция семинар мероприятие`,
  outbound: `outbound sales sdr bdr cold coldemail coldmail coldcall outreach prospecting inmail 아웃바운드 콜드메일 콜드콜
    холодныезвонки холодныеписьма`,
  ai: 'ai aiassistant assistant llm chatbot aisearch',
  direct: 'direct none',
})

/** Sources that are named by a word rather than a host, in `utm_source`, a CRM or an import. */
export const channelBySource: ReadonlyMap<string, Channel> = words({
  search: `google bing yahoo duckduckgo naver daum yandex baidu rambler mailru zum nate seznam ecosia organicsearch
    organic search seo 네이버 다음 구글 яндекс`,
  ppc: `googleads adwords paidsearch ppc bingads microsoftads naverads naversa navergfa yandexdirect kakaomoment kakaokeyword
    kakaobizboard vkads vktarget mytarget 네이버광고 네이버검색광고 파워링크 카카오모먼트 яндексдирект vkреклама вкреклама`,
  social: `facebook fb ig instagram linkedin twitter x tiktok youtube reddit pinterest threads quora medium slack discord producthunt
    whatsapp kakao kakaotalk naverblog navercafe band brunch vk vkontakte ok odnoklassniki telegram tg dzen habr vc
    social socialmedia 카카오 카카오톡 인스타그램 페이스북 링크드인 вконтакте телеграм`,
  email: 'email mail newsletter hubspot mailchimp sendgrid stibee unisender sendpulse mindbox brevo 뉴스레터 рассылка',
  ai: 'chatgpt chatgptcom openai perplexity perplexityai gemini copilot claude claudeai deepseek grok alice gigachat wrtn clova',
  referral: 'referral referrals wordofmouth recommendation g2 capterra gartner trustpilot clutch 추천 рекомендация',
  event: 'event webinar tradeshow conference expo exhibition fair meetup 전시회 웨비나 вебинар выставка конференция',
  outbound: 'outbound sdr sales coldcall coldcalling coldemail outreach apollo lemlist 아웃바운드',
  partner: 'partner partners reseller 파트너 партнер партнёр',
  affiliate: 'affiliate',
  display: 'display displayads banner adroll criteo taboola',
  direct: 'direct directtraffic typein website web 직접',
  other: 'other otherpublicities unknown offline 기타 другое',
})

/**
 * Parameters that search engines and networks put on links themselves, by their names in lower case (values are opaque and
 * case-sensitive), the surest first; docs/concepts/channels.md says why each is here, and which are not.
 */
export const channelByClickId: readonly (readonly [param: string, channel: Channel])[] = [
  ['gclid', 'ppc'],
  ['gbraid', 'ppc'],
  ['wbraid', 'ppc'],
  // left where a browser takes the ids away
  ['gad_source', 'ppc'],
  ['gad_campaignid', 'ppc'],
  ['msclkid', 'ppc'],
  ['yclid', 'ppc'],
  // VK advertising
  ['rb_clickid', 'ppc'],
  // Naver search advertising
  ['n_media', 'ppc'],
  ['n_campaign_type', 'ppc'],
  ['n_ad_group', 'ppc'],
  ['n_ad', 'ppc'],
  ['n_keyword_id', 'ppc'],
  ['n_query', 'ppc'],
  ['n_rank', 'ppc'],
  // Naver's own analytics; only with a way that is an advert (`napmAdverts`)
  ['napm', 'ppc'],
  // Kakao keyword advertising on Daum
  ['dmkw', 'ppc'],
  ['dmskw', 'ppc'],
  ['dmcol', 'ppc'],
  ['dclid', 'display'],
  ['li_fat_id', 'ppc'],
  ['twclid', 'ppc'],
  ['ttclid', 'ppc'],
  // on results that nobody pays for
  ['ysclid', 'search'],
  ['srsltid', 'search'],
  // Facebook puts it on every outgoing link, paid or not
  ['fbclid', 'social'],
]

/** `tr` of Naver's `NaPm` for adverts (search, brand search, display); others name shops and free listings. */
export const napmAdverts: ReadonlySet<string> = new Set(['sa', 'brnd', 'gfa'])

/** Parameters by which links say where they stand, without any convention; the first that is there is read. */
export const linkRefs: readonly string[] = ['ref', 'via', 'source']

function words(lists: Partial<Record<Channel, string>>): Map<string, Channel> {
  return new Map(
    Object.entries(lists).flatMap(([channel, list]) =>
      list
        .trim()
        .split(/\s+/)
        .map((word): [string, Channel] => [word, channel as Channel]),
    ),
  )
}
