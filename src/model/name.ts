/** People's names: the parts, the whole, mending, and how two of them compare. One door to the name-*.ts files. */

export { fullName, nameFold, nameKey, type NameParts } from './name-parts.ts'
export { parseName } from './name-parse.ts'
export { cleanName } from './name-case.ts'
export { isNickname, namesClash, type NameOf } from './name-clash.ts'
