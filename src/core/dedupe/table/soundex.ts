const CODES: Readonly<Record<string, string>> = {
  ...{ b: '1', f: '1', p: '1', v: '1', c: '2', g: '2', j: '2', k: '2', q: '2', s: '2', x: '2', z: '2' },
  ...{ d: '3', t: '3', l: '4', m: '5', n: '5', r: '6' },
}

/** American Soundex of a folded name: its first letter and three digits. */
export const soundex = (name: string): string => {
  if (name === '') return ''
  let code = name[0]!
  let last = CODES[code] ?? ''
  for (let i = 1; i < name.length && code.length < 4; i++) {
    const digit = CODES[name[i]!] ?? ''
    if (digit !== '' && digit !== last) code += digit
    if (name[i] !== 'h' && name[i] !== 'w') last = digit
  }
  return code.padEnd(4, '0')
}
