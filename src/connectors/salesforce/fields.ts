/** Whom Salesforce knows as what, and its words for the fields of the vocabulary. */
import type { EntityKind } from '../contract.ts'

/** A prospect is a Lead; the company it belongs to an Account, tied to it by a look-up field of ours. */
export const OBJECTS: Readonly<Record<EntityKind, string>> = { person: 'Lead', company: 'Account' }
/** The first characters of their ids. */
export const PREFIX: Readonly<Record<EntityKind, string>> = { person: '00Q', company: '001' }

/** The external id, on both. */
export const ID_FIELD = 'Prm_Id__c'
/** On the Lead: its Account. Salesforce itself ties a Lead to none before it is converted. */
export const TIE_FIELD = 'Prm_Account__c'

export const FIELDS: Readonly<Record<EntityKind, Readonly<Record<string, string>>>> = {
  person: {
    prefix: 'Salutation',
    first_name: 'FirstName',
    last_name: 'LastName',
    email: 'Email',
    phone: 'Phone',
    mobile: 'MobilePhone',
    title: 'Title',
    company: 'Company',
    website: 'Website',
    industry: 'Industry',
    employees: 'NumberOfEmployees',
    revenue: 'AnnualRevenue',
    street: 'Street',
    city: 'City',
    state: 'State',
    postal_code: 'PostalCode',
    country: 'Country',
    owner: 'OwnerId',
    department: 'Prm_Department__c',
    seniority: 'Prm_Seniority__c',
    linkedin_url: 'Prm_LinkedIn__c',
    score: 'Prm_Score__c',
    grade: 'Prm_Grade__c',
    reasons: 'Prm_Reasons__c',
    signals: 'Prm_Signals__c',
    route: 'Prm_Route__c',
  },
  company: {
    company: 'Name',
    website: 'Website',
    company_phone: 'Phone',
    industry: 'Industry',
    employees: 'NumberOfEmployees',
    revenue: 'AnnualRevenue',
    country: 'BillingCountry',
    company_linkedin_url: 'Prm_LinkedIn__c',
  },
}

/** Fields without which Salesforce creates nothing; those of a Lead that `COMPANY` fills are not among them. */
export const REQUIRED = { person: ['LastName'], company: ['Name'] } as const

/** What a Lead without a company gets there, since Salesforce asks for one: its own word for it. */
export const NO_COMPANY = '[not provided]'

/** The lead that its author made on their own has no value to lose: null there would only be refused. */
export const NEVER_EMPTY: Readonly<Record<EntityKind, readonly string[]>> = {
  person: ['LastName', 'Company', 'OwnerId'],
  company: ['Name', 'OwnerId'],
}
