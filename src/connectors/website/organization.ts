/** What a page's data says of the company behind it. Pure. */
import { decodeEntities } from '../../lib/table/markup.ts'
import { companyDomain } from '../../model/url.ts'
import { textOf, textsOf, thingsOf, typesOf, type Thing } from './linked-data.ts'

/** Kinds of organisations whose names do not say so. */
const KINDS = new Set(
  'Corporation NGO OnlineStore Store ProfessionalService LegalService Attorney Notary AccountingService FinancialService BankOrCreditUnion InsuranceAgency RealEstateAgent EmploymentAgency TravelAgency LodgingBusiness Hotel Restaurant MedicalClinic Hospital Dentist Physician Library School CollegeOrUniversity Airline Consortium Cooperative Project AutoDealer AutoRepair Electrician Plumber GeneralContractor RoofingContractor Locksmith MovingCompany'.split(
    ' ',
  ),
)

const isOrganization = (thing: Thing): boolean =>
  textOf(thing.name) !== null &&
  typesOf(thing).some((type) => KINDS.has(type) || /(?:Organization|Business)$/.test(type))

/** The company whose site it is: that which names the site as its own, otherwise the first. */
const ownOf = (things: readonly Thing[], domain: string): Thing | undefined => {
  const found = things.filter(isOrganization)
  const isOwn = (thing: Thing): boolean =>
    [...textsOf(thing.url), ...textsOf(thing['@id'])].some((url) => companyDomain(url) === domain)
  return found.find(isOwn) ?? found[0]
}

/** `50`, `51-200`, or what stands there. */
const employeesOf = (value: unknown): string | null => {
  const [range] = thingsOf(value)
  if (range === undefined) return textOf(value)
  const [least, most] = [textOf(range.minValue), textOf(range.maxValue)]
  return textOf(range.value) ?? (least !== null && most !== null ? `${least}-${most}` : least)
}

const addressOf = (thing: Thing): Record<string, string | null> => {
  const [address] = thingsOf(thing.address)
  if (address === undefined) return {}
  return {
    street: textOf(address.streetAddress),
    city: textOf(address.addressLocality),
    state: textOf(address.addressRegion),
    postal_code: textOf(address.postalCode),
    country: textOf(address.addressCountry),
  }
}

const phoneOf = (thing: Thing): string | null =>
  textOf(thing.telephone) ??
  thingsOf(thing.contactPoint)
    .map(({ telephone }) => textOf(telephone))
    .find((phone) => phone !== null) ??
  null

export interface Organization {
  /** Values by the names of the vocabulary. */
  fields: Record<string, string>
  /** Pages that are the company's too, as they stand. */
  profiles: string[]
}

/** @param domain of the site */
export const readOrganization = (things: readonly Thing[], domain: string): Organization => {
  const thing = ownOf(things, domain)
  if (thing === undefined) return { fields: {}, profiles: [] }
  const year = /\b(1[5-9]\d\d|20\d\d)\b/.exec(textOf(thing.foundingDate) ?? '')?.[1]
  const fields: Record<string, string | null | undefined> = {
    company: textOf(thing.name),
    company_phone: phoneOf(thing),
    employees: employeesOf(thing.numberOfEmployees),
    founded_year: year,
    ...addressOf(thing),
  }
  return {
    fields: Object.fromEntries(
      Object.entries(fields).flatMap(([name, value]) =>
        value === null || value === undefined ? [] : [[name, decodeEntities(value)]],
      ),
    ),
    profiles: textsOf(thing.sameAs),
  }
}
