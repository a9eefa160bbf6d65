import type { Language } from '#core/demo/names.ts'

/** An invented company. Its mail domain is `<slug>.example`, a name that can never be registered. */
export interface Company {
  slug: string
  domain: string
  name: string
  country: string
  zone: string
  language: Language
  industry: string
  employees: number
  /** what it is to the sample company before the six months begin */
  standing: 'prospect' | 'small' | 'customer' | 'competitor' | 'partner'
}

const places: Record<string, readonly [country: string, zone: string, language: Language]> = {
  seoul: ['KR', 'Asia/Seoul', 'ko'],
  moscow: ['RU', 'Europe/Moscow', 'ru'],
  vladivostok: ['RU', 'Asia/Vladivostok', 'ru'],
  almaty: ['KZ', 'Asia/Almaty', 'ru'],
  berlin: ['DE', 'Europe/Berlin', 'de'],
  vienna: ['AT', 'Europe/Vienna', 'de'],
  london: ['GB', 'Europe/London', 'en'],
  newyork: ['US', 'America/New_York', 'en'],
  chicago: ['US', 'America/Chicago', 'en'],
  losangeles: ['US', 'America/Los_Angeles', 'en'],
  toronto: ['CA', 'America/Toronto', 'en'],
  sydney: ['AU', 'Australia/Sydney', 'en'],
  singapore: ['SG', 'Asia/Singapore', 'en'],
  mumbai: ['IN', 'Asia/Kolkata', 'en'],
  paris: ['FR', 'Europe/Paris', 'fr'],
  madrid: ['ES', 'Europe/Madrid', 'es'],
  warsaw: ['PL', 'Europe/Warsaw', 'pl'],
  tokyo: ['JP', 'Asia/Tokyo', 'ja'],
}

// slug | name | place | industry | employees | standing (prospect when absent)
const rows = `
garamsol|가람솔로지스|seoul|logistics|820|customer
neoulbyeol|너울별해운|seoul|shipping|1400|customer
miruon|미르온전자|seoul|electronics|5200
haesoldam|해솔담식품|seoul|food|1900
dodamgil|도담길유통|seoul|retail|2600
daongyeol|다온결물산|seoul|wholesale|340
saebyeokteul|새벽뜰커머스|seoul|ecommerce|780
bitgorae|빛고래화학|seoul|chemicals|2300
onsaemiro|온새미로팜|seoul|pharmaceuticals|960
durubyeol|두루별오토파츠|seoul|automotive|3100
yunseulbit|윤슬빛뷰티|seoul|consumer goods|450
pogeunjae|포근재가구|seoul|furniture|290
eungyeol|은결소재|seoul|manufacturing|1250
baroseom|바로섬유통|seoul|retail|640
pureungat|푸른갓어패럴|seoul|apparel|880
solbaram|솔바람전기|seoul|manufacturing|1700
neulbomgil|늘봄길택배|seoul|logistics|4300
araomoe|아라오뫼물류센터|seoul|logistics|210
harangju|하랑주방|seoul|consumer goods|38|small
somsatang|솜사탕스튜디오|seoul|media|14|small
kabotazhsever|Кабо-Север|moscow|shipping|620|customer
volgadvizh|ВолгаДвиж|moscow|logistics|1150
lazuritlog|Лазуритлог|moscow|logistics|480
kedrovybereg|Кедровый Берег Фуд|moscow|food|2100
zarechmash|Заречмаш-7|moscow|manufacturing|3600
ladogasklad|Ладога-Склад-12|moscow|logistics|260
yantaropt|Янтаропт|moscow|wholesale|540
ryabinka|Рябинка Дом|moscow|retail|1800
taygakhim|Тайгахимик|moscow|chemicals|1450
metelitsafud|Метелица-Фуд|moscow|food|730
primorlen|Приморлен|vladivostok|shipping|390
stepnoytrakt|Степной Тракт|almaty|logistics|410
karelinka|Карелинка|moscow|apparel|31|small
polyusfarm|Полюсфарм-Н|moscow|pharmaceuticals|870
lindwehr|Lindwehr Spedition|berlin|logistics|560|customer
falkenrath|Falkenrath Maschinenwerke|berlin|manufacturing|2900
ostermoor|Ostermoor Lebensmittel|berlin|food|1300
brueckfeld|Brückfeld Arzneimittel|berlin|pharmaceuticals|1750
hagenbrook|Hagenbrook Fahrzeugteile|berlin|automotive|4800
silberthal|Silberthal Chemie|berlin|chemicals|2200
kranichsee|Kranichsee Handel|berlin|wholesale|690
rotheck|Rotheck Elektronik|berlin|electronics|1020
auental|Auental Textil|vienna|apparel|370
torfhaus|Torfhaus Werkzeuge|berlin|manufacturing|44|small
wiesengrund|Wiesengrund Möbelhaus|vienna|furniture|1500
larkmoor|Larkmoor Freight|london|logistics|940|customer
pinehollow|Pinehollow Foods|chicago|food|3300|customer
brightquay|Brightquay Retail Group|london|retail|5600
copperfen|Copperfen Components|chicago|automotive|1900
oldferry|Oldferry Pharma|newyork|pharmaceuticals|2700
saltmarsh|Saltmarsh & Daughters Apparel|losangeles|apparel|820
tallgrass|Tallgrass Outfitting|chicago|ecommerce|460
ironwick|Ironwick Motors|newyork|automotive|4100
maplewren|Maplewren Grocers|toronto|retail|2400
stonefinch|Stonefinch Chemicals|newyork|chemicals|1600
harrowdale|Harrowdale Cold Chain|london|logistics|710
bluewharf|Bluewharf Lines|singapore|shipping|1250
fernlight|Fernlight Electronics|losangeles|electronics|1100
greyotter|Greyotter Brewing|london|food|52|small
sundrift|Sundrift Panels|losangeles|manufacturing|980
wattlebird|Wattlebird Cellars|sydney|food|330
straitsway|Straitsway Trading|singapore|wholesale|590
ghatline|Ghatline Carriers|mumbai|logistics|3800
peakmallow|Peakmallow Toys|newyork|consumer goods|410
amberloch|Amberloch Distilling|london|food|280
foxglove|Foxglove Devices|toronto|medical devices|1350
quillhaven|Quillhaven Books|london|ecommerce|26|small
valombreuse|Valombreuse Logistique|paris|logistics|880
clairbois|Clairbois Distribution|paris|retail|2050
rioalto|Rioalto Alimentación|madrid|food|1200
montelago|Montelago Textil|madrid|apparel|640
brzozowy|Brzozowy Szlak|warsaw|logistics|520
jeziorna|Jeziorna Meble|warsaw|furniture|910
hazukiseiki|葉月野精機|tokyo|manufacturing|1650
sumizora|澄空ロジ|tokyo|logistics|730
pixelmoth|Pixelmoth Studio|london|media|11|small
deltamuse|Deltamuse Advisory|berlin|consulting|23|small
kettlewick|Kettlewick Integrations|london|software|95|partner
darinaru|다리나루컨설팅|seoul|consulting|60|partner
mostovik|Мостовик-Интегро|moscow|software|70|partner
visiroute|Visiroute Systems|newyork|software|310|competitor
freightlore|Freightlore Labs|berlin|software|140|competitor
hwamulnun|화물눈|seoul|software|85|competitor
`

/** All companies of the sample world, in a fixed order. */
export const companies: readonly Company[] = rows
  .trim()
  .split('\n')
  .map((row) => {
    const [slug, name, place, industry, employees, standing] = row.split('|')
    const [country, zone, language] = places[place!]!
    return {
      slug: slug!,
      domain: `${slug}.example`,
      name: name!,
      country,
      zone,
      language,
      industry: industry!,
      employees: Number(employees),
      standing: (standing ?? 'prospect') as Company['standing'],
    }
  })
