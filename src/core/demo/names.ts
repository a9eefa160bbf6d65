import type { Chance } from '#core/demo/random.ts'

export type Language = 'en' | 'ko' | 'ru' | 'de' | 'fr' | 'es' | 'pl' | 'ja'

/** A made-up person's name: in their own script, and in Latin letters for addresses. */
export interface Name {
  given: string
  family: string
  /** as it is written whole in their language */
  full: string
  /** `given.family` in [a-z.] */
  latin: string
}

// Pairs of [own script, Latin]. Common names of each language, combined by chance: nobody in particular.
type Pairs = readonly (readonly [string, string])[]

const table = (text: string): Pairs =>
  text.split(' ').map((pair) => {
    const [own, latin] = pair.split('/')
    return [
      own!,
      latin ??
        own!
          .normalize('NFD')
          .replace(/[^A-Za-z]/g, '')
          .toLowerCase(),
    ] as const
  })

const names: Record<Language, { given: Pairs; family: Pairs }> = {
  en: {
    given: table(
      'Amelia Oliver Priya Marcus Hannah Declan Sofia Ethan Grace Nathan Imani Tobias Chloe Rowan Aisha Gareth Molly Vikram Tessa Jonah Freya Calum Naomi Desmond Harriet Felix Anjali Wesley',
    ),
    family: table(
      'Whitlock Ashdown Carrow Pemberley Thackray Osgood Brindle Hallam Nair Kettering Lockwood Marlowe Penrose Radley Sefton Tamworth Vance Wexford Yardley Dunmore Fairbank Greaves Holloway Iyer Merrick Oakes',
    ),
  },
  ko: {
    given: table(
      '민지/minji 서준/seojun 하윤/hayun 도현/dohyeon 지우/jiwoo 예린/yerin 성훈/seonghun 은영/eunyeong 태경/taegyeong 수빈/subin 현우/hyeonwoo 유진/yujin 재호/jaeho 소연/soyeon 동욱/donguk 나래/narae 준영/junyeong 혜원/hyewon 상민/sangmin 가은/gaeun 정훈/jeonghun 미경/migyeong 승아/seunga 건우/geonwoo',
    ),
    family: table(
      '김/kim 이/lee 박/park 최/choi 정/jung 강/kang 조/cho 윤/yoon 장/jang 임/lim 한/han 오/oh 서/seo 신/shin 권/kwon 황/hwang 안/ahn 송/song 류/ryu 홍/hong 문/moon 배/bae 남궁/namgung',
    ),
  },
  ru: {
    given: table(
      'Анна/anna Дмитрий/dmitry Елена/elena Сергей/sergey Ольга/olga Алексей/alexey Мария/maria Павел/pavel Наталья/natalia Игорь/igor Екатерина/ekaterina Андрей/andrey Светлана/svetlana Михаил/mikhail Ирина/irina Кирилл/kirill Татьяна/tatiana Роман/roman Юлия/yulia Артём/artem Ксения/ksenia Владимир/vladimir',
    ),
    family: table(
      'Лебедев/lebedev Соколов/sokolov Воронцов/vorontsov Голубев/golubev Зимин/zimin Киселёв/kiselev Ларин/larin Мельников/melnikov Орлов/orlov Рябинин/ryabinin Савельев/saveliev Тихонов/tikhonov Ушаков/ushakov Фомин/fomin Чернов/chernov Широков/shirokov Ермаков/ermakov Дорохов/dorokhov Беляев/belyaev Журавлёв/zhuravlev',
    ),
  },
  de: {
    given: table(
      'Anja Lukas Katrin Jörg/joerg Sabine Felix Miriam Torsten Ulrike Jonas Heike Matthias Lena Björn/bjoern Silke Sebastian Nina Holger Franziska Dirk Jürgen/juergen Carolin',
    ),
    family: table(
      'Althoff Brandauer Claussen Dierkes Eickhoff Färber/faerber Grothe Hinrichs Issel Jansohn Kleinert Lüders/lueders Möhring/moehring Niebuhr Oelmann Petershagen Quast Rademacher Sievers Tiedemann Uhlmann Vogelsang Wübbena/wuebbena',
    ),
  },
  fr: {
    given: table('Camille Julien Élodie Mathieu Aurélie Benoît Manon Thibault Solène Romain'),
    family: table('Delacourt Faucher Garnier Hébrard Jolivet Lemoine Marchand Perrault Renaudin Vasseur'),
  },
  es: {
    given: table('Lucía Javier Marta Álvaro Inés Rubén Noelia Sergio Beatriz Gonzalo'),
    family: table('Arteaga Barrios Cifuentes Escudero Figueroa Lizarraga Montalbán Quiroga Saavedra Villalobos'),
  },
  pl: {
    given: table(
      'Agnieszka Tomasz Magdalena Paweł/pawel Karolina Michał/michal Zuzanna Grzegorz Ewelina Łukasz/lukasz',
    ),
    family: table('Brzezicki Czarnota Gajda Jaworek Kalinowicz Malicki Nowicz Pietrzyk Sikora Wronka'),
  },
  ja: {
    given: table('陽菜/hina 健太/kenta 美咲/misaki 翔/sho 由美/yumi 大輔/daisuke 彩/aya 直樹/naoki'),
    family: table(
      '佐々木/sasaki 森本/morimoto 藤原/fujiwara 小川/ogawa 長谷川/hasegawa 村上/murakami 石原/ishihara 西田/nishida',
    ),
  },
}

const feminine = /[аяь]$/u
const masculineSoft = new Set(['Игорь'])

/** A name of the language, drawn by chance. */
export function drawName(chance: Chance, language: Language): Name {
  const { given, family } = names[language]
  const [givenName, givenLatin] = chance.pick(given)
  const [familyName, familyLatin] = chance.pick(family)
  if (language === 'ko' || language === 'ja') {
    const gap = language === 'ja' ? ' ' : ''
    return whole(givenName, familyName, `${familyName}${gap}${givenName}`, givenLatin, familyLatin)
  }
  const she = language === 'ru' && feminine.test(givenName) && !masculineSoft.has(givenName)
  const ending = she ? 'а' : ''
  const own = `${familyName}${ending}`
  return whole(givenName, own, `${givenName} ${own}`, givenLatin, she ? `${familyLatin}a` : familyLatin)
}

function whole(given: string, family: string, full: string, givenLatin: string, familyLatin: string): Name {
  return { given, family, full, latin: `${givenLatin}.${familyLatin}` }
}
