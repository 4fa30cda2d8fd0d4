import { describe, expect, test } from 'vitest'
import { classifyTitle } from '../../src/model/title.ts'

describe('classifyTitle', () => {
  test.each([
    ['CEO', 'c_level', 'executive'],
    ['Chief Financial Officer', 'c_level', 'finance'],
    ['Co-Founder & CTO', 'c_level', 'engineering'],
    ['Founder', 'c_level', 'executive'],
    ['Owner', 'c_level', 'executive'],
    ['Geschäftsführer', 'c_level', 'executive'],
    ['PDG', 'c_level', 'executive'],
    ['Amministratore Delegato', 'c_level', 'executive'],
    ['Eigenaar', 'c_level', 'executive'],
    ['VP Sales', 'vp', 'sales'],
    ['V.P. of Marketing', 'vp', 'marketing'],
    ['Vice President, Engineering', 'vp', 'engineering'],
    ['Head of Marketing', 'director', 'marketing'],
    ['Vertriebsleiterin', 'director', 'sales'],
    ['Directrice des Ressources Humaines', 'director', 'hr'],
    ['Diretor Comercial', 'director', 'sales'],
    ['Hoofd Inkoop', 'director', 'procurement'],
    ['IT Manager', 'manager', 'it'],
    ['Responsable Marketing', 'manager', 'marketing'],
    ['Gerente de Ventas', 'manager', 'sales'],
    ['Responsabile Acquisti', 'manager', 'procurement'],
    ['Key Account Manager (m/w/d)', 'manager', 'sales'],
    ['Senior Software Engineer', 'senior', 'engineering'],
    ['Principal Engineer', 'senior', 'engineering'],
    ['Junior Developer', 'junior', 'engineering'],
    ['Praktikant Marketing', 'junior', 'marketing'],
    ['Data Scientist', 'staff', 'data'],
    ['Product Owner', 'staff', 'product'],
    ['HR Business Partner', 'staff', 'hr'],
    ['Executive Assistant to the CEO', 'staff', 'operations'],
    ['Einkäufer', 'staff', 'procurement'],
    ['Teacher', 'staff', null],
    ['-', null, null],
    ['', null, null],
  ])('%s: %s, %s', (title, seniority, department) =>
    expect(classifyTitle(title)).toEqual({ seniority, department }),
  )
})
