import { expect, test } from 'vitest'
import { guessColumns, looksLikeData, uniqueHeaders } from '#core/import/headers.ts'

test('contacts as HubSpot exports them', () => {
  const headers = [
    'Record ID',
    'First Name',
    'Last Name',
    'Email',
    'Phone Number',
    'Contact owner',
    'Lead Status',
    'Create Date',
    'Job Title',
    'Company Name',
    'Original Traffic Source',
    'Last Modified Date',
    'Unsubscribed from all email',
  ]
  expect(guessColumns(headers, 'people')).toEqual({
    'First Name': 'firstName',
    'Last Name': 'lastName',
    Email: 'email',
    'Phone Number': 'phone',
    'Contact owner': 'owner',
    'Create Date': 'createdAt',
    'Job Title': 'title',
    'Company Name': 'company',
    'Original Traffic Source': 'channel',
    'Last Modified Date': 'time',
    'Unsubscribed from all email': 'optout.marketing',
  })
})

test('accounts and opportunities as Salesforce exports them', () => {
  expect(
    guessColumns(['Id', 'Account Name', 'Type', 'Website', 'Industry', 'NumberOfEmployees', 'OwnerId'], 'companies'),
  ).toEqual({
    Id: 'groupId',
    'Account Name': 'name',
    Type: 'relationship',
    Website: 'website',
    Industry: 'industry',
    NumberOfEmployees: 'employees',
    OwnerId: 'owner',
  })
  expect(
    guessColumns(
      ['Id', 'Name', 'Amount', 'CurrencyIsoCode', 'CloseDate', 'CreatedDate', 'LeadSource', 'Contact Email'],
      'events',
    ),
  ).toEqual({
    Amount: 'amount',
    CurrencyIsoCode: 'currency',
    CloseDate: 'time',
    LeadSource: 'channel',
    'Contact Email': 'email',
  })
})

test('people as Pipedrive exports them', () => {
  expect(
    guessColumns(
      ['Person - ID', 'Person - Name', 'Person - Email - Work', 'Person - Organization', 'Person - Update time'],
      'people',
    ),
  ).toEqual({
    'Person - Name': 'name',
    'Person - Email - Work': 'email',
    'Person - Organization': 'company',
    'Person - Update time': 'time',
  })
})

test('Korean and Russian tables', () => {
  expect(
    guessColumns(
      ['이름', '이메일', '회사명', '직책', '연락처', '유입경로', '마케팅 수신동의', '동의일시', '등록일'],
      'people',
    ),
  ).toEqual({
    이름: 'name',
    이메일: 'email',
    회사명: 'company',
    직책: 'title',
    연락처: 'phone',
    유입경로: 'channel',
    '마케팅 수신동의': 'consent.marketing',
    동의일시: 'consent.marketing.time',
    등록일: 'createdAt',
  })
  expect(guessColumns(['Дата сделки', 'Эл. почта', 'Сумма', 'Валюта', 'Источник', 'Менеджер'], 'events')).toEqual({
    'Дата сделки': 'time',
    'Эл. почта': 'email',
    Сумма: 'amount',
    Валюта: 'currency',
    Источник: 'channel',
  })
})

test('a record’s id is the person only where nothing better is', () => {
  expect(guessColumns(['Lead ID', 'Created Date'], 'events')).toEqual({ 'Lead ID': 'userId', 'Created Date': 'time' })
})

test('what was given stays given', () => {
  expect(guessColumns(['Email', 'Work email', 'Date'], 'events', new Set(['email']))).toEqual({ Date: 'time' })
})

test('a table that somebody typed says when', () => {
  expect(guessColumns(['email', 'event', 'when', 'amount'], 'events')).toMatchObject({ event: 'event', when: 'time' })
})

test('names that every object has are headers like any other', () => {
  expect(guessColumns(['constructor', '__proto__', 'toString', 'Email'], 'people')).toEqual({ Email: 'email' })
})

test('a header is told from data', () => {
  expect(looksLikeData(['kim@team.example', 'Kim'])).toBe(true)
  expect(looksLikeData(['2024-01-02', 'x'])).toBe(true)
  expect(looksLikeData(['Email', '2024'])).toBe(false)
  expect(looksLikeData(['mql_id', 'origin'])).toBe(false)
})

test('headers become unique names', () => {
  expect(uniqueHeaders(['Email', '', 'Email', ' Name '])).toEqual(['Email', 'column 2', 'Email (2)', 'Name'])
})
