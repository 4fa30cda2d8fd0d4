/** One sin each: small polluted lists, and what each yields. */
import { gzipSync } from 'node:zlib'
import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import type { TableOptions } from '../../../src/lib/table/index.ts'
import { read } from './read.ts'
import { textRows, xlsxOf, zipOf } from './zip-of.ts'

const HEADER = ['name', 'email', 'phone']
const ROWS = [
  ['Anna Berg', 'anna@berg.example', '+1 415 555 0132'],
  ['Bo Chan', 'bo@chan.example', '+1 415 555 0133'],
]
const ANNA = 'Anna Berg,anna@berg.example,+1 415 555 0132'
const BO = 'Bo Chan,bo@chan.example,+1 415 555 0133'
const PLAIN = `name,email,phone\n${ANNA}\n${BO}\n`
const wide = (delimiter: string): string => PLAIN.replaceAll(',', delimiter)

interface Sin {
  sin: string
  input: string | Buffer
  options?: TableOptions
  header?: string[] | null
  cells?: string[][]
  lines?: number[]
  delimiter?: string
  encoding?: string
  notes?: string[]
  problems?: (string | undefined)[]
  blank?: number
  footer?: number
  format?: string
}

const FRENCH =
  'prénom,société,ville\nFrançois,Crédit Éclair,Orléans\nZoé,Forêt & Fils,Besançon\nHélène,Pâtisserie Noël,Nîmes\n'
const FRENCH_CELLS = [
  ['François', 'Crédit Éclair', 'Orléans'],
  ['Zoé', 'Forêt & Fils', 'Besançon'],
  ['Hélène', 'Pâtisserie Noël', 'Nîmes'],
]
const FRENCH_HEADER = ['prénom', 'société', 'ville']
const POLISH =
  'imię,nazwisko,miasto\nŁukasz,Wiśniewski,Łódź\nAgnieszka,Zielińska,Kraków\nStanisław,Wójcik,Gdańsk\nMałgorzata,Dąbrowska,Poznań\n'
const RUSSIAN =
  'имя,фамилия,город\nАнна,Иванова,Москва\nСергей,Петров,Новосибирск\nОльга,Смирнова,Екатеринбург\n'
const JAPANESE =
  '名前,会社,都市\n山田太郎,株式会社例,東京\n鈴木花子,サンプル商事,大阪\n佐藤次郎,テスト工業,名古屋\n'
const CHINESE =
  '姓名,公司,城市\n王小明,示例科技有限公司,北京\n李华,测试贸易公司,上海\n张伟,样本信息技术公司,广州\n'
const table = (text: string): string[][] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','))

const SINS: Sin[] = [
  { sin: 'none', input: PLAIN, notes: [], lines: [2, 3] },
  { sin: 'semicolons', input: wide(';'), delimiter: ';' },
  { sin: 'tabs', input: wide('\t'), delimiter: '\t' },
  { sin: 'pipes', input: wide('|'), delimiter: '|' },
  { sin: 'carets', input: wide('^'), delimiter: '^' },
  {
    sin: 'a comma and a space',
    input:
      'name, email, phone\nAnna Berg, "anna@berg.example", +1 415 555 0132\nBo Chan, "bo@chan.example", +1 415 555 0133\n',
    delimiter: ',',
  },
  { sin: 'two characters for a delimiter', input: wide('||'), delimiter: '||' },
  { sin: 'a sep= line', input: `sep=;\n${wide(';')}`, delimiter: ';', lines: [2, 3] },
  {
    sin: 'a sep= line with CR LF and a delimiter nobody would guess',
    input: `sep=!\r\n${wide('!').replaceAll('\n', '\r\n')}`,
    delimiter: '!',
  },
  { sin: 'CR LF', input: PLAIN.replaceAll('\n', '\r\n') },
  { sin: 'CR alone', input: PLAIN.replaceAll('\n', '\r') },
  { sin: 'CR CR LF', input: PLAIN.replaceAll('\n', '\r\r\n') },
  { sin: 'mixed line ends', input: `name,email,phone\r\n${ANNA}\r${BO}\n` },
  { sin: 'no line end at the end', input: PLAIN.trimEnd() },
  {
    sin: 'blank lines between and after',
    input: `name,email,phone\n\n${ANNA}\n\n\n${BO}\n\n\n`,
    lines: [3, 6],
    blank: 5,
  },
  {
    sin: 'rows of only commas',
    input: `name,email,phone\n,,\n${ANNA}\n , ,\n${BO}\n,,\n`,
    lines: [3, 5],
    blank: 3,
  },
  {
    sin: 'single quotes',
    input:
      "name,email,phone\n'Anna Berg','anna@berg.example','+1 415 555 0132'\n'Bo Chan','bo@chan.example','+1 415 555 0133'\n",
  },
  {
    sin: 'apostrophes are not quotes',
    input:
      "name,email,phone\nPat O'Hara,pat@hara.example,+1 415 555 0132\n'Bo' Chan,bo@chan.example,+1 415 555 0133\n",
    cells: [
      ["Pat O'Hara", 'pat@hara.example', '+1 415 555 0132'],
      ["'Bo' Chan", 'bo@chan.example', '+1 415 555 0133'],
    ],
  },
  {
    sin: 'a comma in quotes',
    input: 'name,email\n"Berg, Anna",anna@berg.example\nBo,bo@chan.example\n',
    header: ['name', 'email'],
    cells: [
      ['Berg, Anna', 'anna@berg.example'],
      ['Bo', 'bo@chan.example'],
    ],
  },
  {
    sin: 'doubled quotes',
    input: 'name,email\n"Anna ""Nan"" Berg",anna@berg.example\nBo,bo@chan.example\n',
    header: ['name', 'email'],
    cells: [
      ['Anna "Nan" Berg', 'anna@berg.example'],
      ['Bo', 'bo@chan.example'],
    ],
  },
  {
    sin: 'quotes escaped by a backslash',
    input: 'name,email\n"Anna \\"Nan\\" Berg",anna@berg.example\n"Bo \\"B, C\\"",bo@chan.example\n',
    header: ['name', 'email'],
    cells: [
      ['Anna "Nan" Berg', 'anna@berg.example'],
      ['Bo "B, C"', 'bo@chan.example'],
    ],
  },
  {
    sin: 'quotes not escaped at all',
    input: 'name,note,age\n"Anna "Nan" Berg","likes 5" nails",41\n"Bo","plain",42\n"Cy","plain",43\n',
    header: ['name', 'note', 'age'],
    cells: [
      ['Anna "Nan" Berg', 'likes 5" nails', '41'],
      ['Bo', 'plain', '42'],
      ['Cy', 'plain', '43'],
    ],
    problems: ['stray_quote', undefined, undefined],
  },
  {
    sin: 'a stray quote in an unquoted cell',
    input: 'name,size,age\nAnna,5" nail,41\nBo,6" nail,42\n',
    header: ['name', 'size', 'age'],
    cells: [
      ['Anna', '5" nail', '41'],
      ['Bo', '6" nail', '42'],
    ],
    problems: [undefined, undefined],
  },
  {
    sin: 'a multi-line cell',
    input: 'name,note,email\nAnna,"first\nsecond\r\nthird",anna@berg.example\nBo,x,bo@chan.example\n',
    header: ['name', 'note', 'email'],
    cells: [
      ['Anna', 'first\nsecond\r\nthird', 'anna@berg.example'],
      ['Bo', 'x', 'bo@chan.example'],
    ],
    lines: [2, 3],
  },
  {
    sin: 'an unclosed quote, and no other quote in the file',
    input: `name,email,phone\n"${ANNA}\n${BO}\n`,
    cells: [['"Anna Berg', ...ROWS[0]!.slice(1)], ROWS[1]!],
    problems: ['unclosed_quote', undefined],
    notes: ['unclosed_quote'],
  },
  {
    sin: 'an unclosed quote before a quoted cell',
    input: `name,email,phone\nAnna Berg,"anna@berg.example,+1 415 555 0132\nBo Chan,"bo@chan.example",+1 415 555 0133\n`,
    cells: [['Anna Berg', '"anna@berg.example', '+1 415 555 0132'], ROWS[1]!],
    problems: ['unclosed_quote', undefined],
  },
  {
    sin: 'an unclosed quote in the last cell of a row',
    input: `name,email,note\nAnna,anna@berg.example,"\nBo,bo@chan.example,"x, y"\nCy,cy@chan.example,z\n`,
    header: ['name', 'email', 'note'],
    cells: [
      ['Anna', 'anna@berg.example', '"'],
      ['Bo', 'bo@chan.example', 'x, y'],
      ['Cy', 'cy@chan.example', 'z'],
    ],
  },
  {
    sin: 'a quote closed, then more text',
    input: 'name,note,age\nAnna,"x" y,41\nBo,z,42\n',
    header: ['name', 'note', 'age'],
    cells: [
      ['Anna', '"x" y', '41'],
      ['Bo', 'z', '42'],
    ],
  },
  {
    sin: 'spaces after a closing quote',
    input: 'name,note,age\nAnna,"x, y" ,41\nBo,z,42\n',
    header: ['name', 'note', 'age'],
    cells: [
      ['Anna', 'x, y', '41'],
      ['Bo', 'z', '42'],
    ],
  },
  {
    sin: 'NUL bytes',
    input: `name,email,phone\nAn\0na Berg,anna@berg.example,+1 415 555 0132\n${BO}\n`,
    notes: ['nul_bytes'],
  },
  { sin: 'a byte order mark', input: `\ufeff${PLAIN}` },
  { sin: 'a byte order mark before a quoted name', input: `\ufeff"name",email,phone\n${ANNA}\n${BO}\n` },
  { sin: 'UTF-8', input: FRENCH, header: FRENCH_HEADER, cells: FRENCH_CELLS, encoding: 'utf-8' },
  {
    sin: 'UTF-16 LE with mark',
    input: iconv.encode(`\ufeff${FRENCH}`, 'utf-16le'),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
    encoding: 'utf-16le',
  },
  {
    sin: 'UTF-16 BE with mark',
    input: iconv.encode(`\ufeff${FRENCH}`, 'utf-16be'),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
    encoding: 'utf-16be',
  },
  {
    sin: 'UTF-16 LE without mark',
    input: iconv.encode(FRENCH, 'utf-16le'),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
    encoding: 'utf-16le',
  },
  {
    sin: 'UTF-16 BE without mark',
    input: iconv.encode(FRENCH, 'utf-16be'),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
    encoding: 'utf-16be',
  },
  {
    sin: 'Windows-1252',
    input: iconv.encode(FRENCH, 'windows-1252'),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
    encoding: 'windows-1252',
    notes: ['encoding_guessed', 'header_assumed'],
  },
  {
    sin: 'Mac Roman',
    input: iconv.encode(FRENCH, 'macroman'),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
    encoding: 'macroman',
  },
  {
    sin: 'Windows-1250',
    input: iconv.encode(POLISH, 'windows-1250'),
    header: ['imię', 'nazwisko', 'miasto'],
    cells: table(POLISH).slice(1),
  },
  {
    sin: 'Windows-1251',
    input: iconv.encode(RUSSIAN, 'windows-1251'),
    header: ['имя', 'фамилия', 'город'],
    cells: table(RUSSIAN).slice(1),
  },
  {
    sin: 'Shift-JIS',
    input: iconv.encode(JAPANESE, 'shift_jis'),
    header: ['名前', '会社', '都市'],
    cells: table(JAPANESE).slice(1),
  },
  {
    sin: 'GB18030',
    input: iconv.encode(CHINESE, 'gb18030'),
    header: ['姓名', '公司', '城市'],
    cells: table(CHINESE).slice(1),
  },
  {
    sin: 'an encoding that was told',
    input: iconv.encode('a,b\n1,ñ\n', 'cp850'),
    options: { encoding: 'cp850' },
    header: ['a', 'b'],
    cells: [['1', 'ñ']],
  },
  {
    sin: 'encoded twice',
    input: 'name,city,age\nFranÃ§ois,OrlÃ©ans,41\nZoé,NÃ®mes,42\n',
    header: ['name', 'city', 'age'],
    cells: [
      ['François', 'Orléans', '41'],
      ['Zoé', 'Nîmes', '42'],
    ],
    notes: ['double_encoding'],
  },
  {
    sin: 'capitals that only look encoded twice',
    input: 'name,city\nJOÃO,SÃO PAULO\nÂNGELA,ÉVORA\n',
    header: ['name', 'city'],
    cells: [
      ['JOÃO', 'SÃO PAULO'],
      ['ÂNGELA', 'ÉVORA'],
    ],
    notes: ['header_assumed'],
  },
  {
    sin: 'one line in another encoding',
    input: Buffer.concat([Buffer.from('name,age\nZoé,41\n'), iconv.encode('François,42\n', 'windows-1252')]),
    header: ['name', 'age'],
    cells: [
      ['Zoé', '41'],
      ['François', '42'],
    ],
  },
  { sin: 'gzip', input: gzipSync(PLAIN) },
  {
    sin: 'gzip of UTF-16',
    input: gzipSync(iconv.encode(`\ufeff${FRENCH}`, 'utf-16le')),
    header: FRENCH_HEADER,
    cells: FRENCH_CELLS,
  },
  {
    sin: 'comment lines',
    input: `# exported 2026\n# by a tool\nname,email,phone\n${ANNA}\n# half way\n${BO}\n`,
    lines: [4, 6],
  },
  {
    sin: 'a header that begins with #',
    input: '#,name,age\n1,Anna,41\n2,Bo,42\n',
    header: ['#', 'name', 'age'],
    cells: [
      ['1', 'Anna', '41'],
      ['2', 'Bo', '42'],
    ],
  },
  {
    sin: 'notes before the table (LinkedIn)',
    input: `Notes:\n"When exporting your data, you may notice that some of the e-mail addresses are missing."\n\nname,email,phone\n${ANNA}\n${BO}\n`,
    lines: [5, 6],
    notes: ['preamble'],
  },
  {
    sin: 'a title padded with commas',
    input: `Leads 2026,,\n,,\nname,email,phone\n${ANNA}\n${BO}\n`,
    lines: [4, 5],
    notes: ['preamble'],
  },
  {
    sin: 'keys and values before the table',
    input: `Report:,Leads,,,\nOwner:,Bo,,,\n,,,,\nname,email,phone,city,age\n${ANNA},Bern,41\n${BO},Rome,42\n`,
    header: [...HEADER, 'city', 'age'],
    cells: [
      [...ROWS[0]!, 'Bern', '41'],
      [...ROWS[1]!, 'Rome', '42'],
    ],
  },
  {
    sin: 'a footer (Salesforce report)',
    input: `"name","email","phone"\n${ANNA}\n${BO}\n\n"Leads by owner"\n"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n"Confidential Information - Do Not Distribute"\n"Generated By:  Anna Berg  3/4/2026"\n`,
    footer: 4,
    notes: ['footer'],
  },
  {
    sin: 'a name alone after a blank row is no footer',
    input: `name,email,phone\n${ANNA}\n${BO}\n,,\nCy,,\n`,
    cells: [...ROWS, ['Cy', '', '']],
    footer: 0,
  },
  {
    sin: 'two header rows',
    input: `Person,Person,Reach,Reach\nname,email,phone,calls\n${ANNA},3\n${BO},4\nCy,cy@chan.example,+1 415 555 0134,5\n`,
    header: ['Person name', 'Person email', 'Reach phone', 'Reach calls'],
    cells: [
      [...ROWS[0]!, '3'],
      [...ROWS[1]!, '4'],
      ['Cy', 'cy@chan.example', '+1 415 555 0134', '5'],
    ],
    lines: [3, 4, 5],
  },
  {
    sin: 'the header comes again',
    input: `${PLAIN}${PLAIN}`,
    cells: [...ROWS, ...ROWS],
    lines: [2, 3, 5, 6],
    notes: ['repeated_header'],
  },
  { sin: 'no header', input: `${ANNA}\n${BO}\n`, header: null, lines: [1, 2], notes: ['no_header'] },
  {
    sin: 'one column of addresses, no header',
    input: 'anna@berg.example\nbo@chan.example\n',
    header: null,
    cells: [['anna@berg.example'], ['bo@chan.example']],
  },
  {
    sin: 'one column of addresses',
    input: 'E-mail\nanna@berg.example\nbo@chan.example\n',
    header: ['E-mail'],
    cells: [['anna@berg.example'], ['bo@chan.example']],
  },
  { sin: 'one address', input: 'anna@berg.example', header: null, cells: [['anna@berg.example']] },
  {
    sin: 'one column of names is not split at spaces',
    input: 'Full Name\nAnna Berg\nBo Chan\nCy Diaz\n',
    header: ['Full Name'],
    cells: [['Anna Berg'], ['Bo Chan'], ['Cy Diaz']],
  },
  { sin: 'a header and nothing else', input: 'name,email,phone\n', cells: [] },
  {
    sin: 'too many cells',
    input: `name,email,phone\n${ANNA},x\n${BO}\n${BO}\n`,
    cells: [[...ROWS[0]!, 'x'], ROWS[1]!, ROWS[1]!],
    problems: ['too_many_cells', undefined, undefined],
  },
  {
    sin: 'too few cells',
    input: `name,email,phone\nAnna Berg,anna@berg.example\n${BO}\n${BO}\n`,
    cells: [ROWS[0]!.slice(0, 2), ROWS[1]!, ROWS[1]!],
    problems: ['too_few_cells', undefined, undefined],
  },
  {
    sin: 'empty cells at the end',
    input: `name,email,phone\n${ANNA},,\n${BO}\n${BO}\n`,
    cells: [[...ROWS[0]!, '', ''], ROWS[1]!, ROWS[1]!],
    problems: [undefined, undefined, undefined],
  },
  {
    sin: 'one row with another delimiter',
    input: `name,email,phone\n${ANNA}\n${BO.replaceAll(',', ';')}\n`,
    problems: [undefined, 'other_delimiter'],
  },
  {
    sin: 'decimal commas among semicolons',
    input: 'name;score;share\nAnna;1,5;33,3\nBo;2,5;44,1\n',
    header: ['name', 'score', 'share'],
    cells: [
      ['Anna', '1,5', '33,3'],
      ['Bo', '2,5', '44,1'],
    ],
    delimiter: ';',
  },
  {
    sin: 'an empty name',
    input: 'name,,phone\nAnna,x,+1 415 555 0132\nBo,y,+1 415 555 0133\n',
    header: ['name', '', 'phone'],
    cells: [
      ['Anna', 'x', '+1 415 555 0132'],
      ['Bo', 'y', '+1 415 555 0133'],
    ],
  },
  {
    sin: 'the same name twice',
    input: 'name,name,phone\nAnna,x,+1 415 555 0132\nBo,y,+1 415 555 0133\n',
    header: ['name', 'name', 'phone'],
    cells: [
      ['Anna', 'x', '+1 415 555 0132'],
      ['Bo', 'y', '+1 415 555 0133'],
    ],
    notes: ['same_name'],
  },
  {
    sin: 'the header is where the user says',
    input: `a,b,c\n${PLAIN}`,
    options: { headerRow: 2 },
    lines: [3, 4],
  },
  {
    sin: 'no header, says the user',
    input: 'red,green\nblue,pink\n',
    options: { headerRow: 0 },
    header: null,
    cells: [
      ['red', 'green'],
      ['blue', 'pink'],
    ],
  },
]

/** A page as Salesforce saves it under the name of a workbook. */
const PAGE = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><style>td { color: red }</style></head>
<body><table border="1"><tr><th>name</th><th>email</th><th>phone</th></tr>
<tr><td>Anna Berg</td><td><a href="mailto:anna@berg.example">anna@berg.example</a></td><td>+1&nbsp;415 555 0132</td></tr>
<tr><td>Bo Chan<td>bo@chan.example<td>+1 415 555 0133</table></body></html>`
const XML_SHEET = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Leads"><Table><Row><Cell><Data ss:Type="String">name</Data></Cell><Cell><Data ss:Type="String">email</Data></Cell>
<Cell><Data ss:Type="String">phone</Data></Cell></Row><Row><Cell><Data ss:Type="String">Anna Berg</Data></Cell><Cell ss:Index="3">
<Data ss:Type="String">+1 415 555 0132</Data></Cell></Row></Table></Worksheet></Workbook>`
const SHEET = textRows([HEADER, ...ROWS])
const CARDS = `BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Zo=C3=\r\n=AB\r\nEND:VCARD\r\n`
const CARD_HEADER = ['First Name', 'Last Name']

/** Sins that a walk through many real exports had not shown before. */
const MORE: Sin[] = [
  { sin: 'tildes', input: wide('~'), delimiter: '~' },
  { sin: 'two colons', input: wide('::'), delimiter: '::' },
  { sin: 'unit separators', input: wide('\u001f'), delimiter: '\u001f' },
  {
    sin: 'carets about an address, which may have carets itself',
    input: 'Anna^anna@berg.example^CEO\nBo^bo@chan.example^CTO\nCy^cy@diaz.example^CFO\n',
    header: null,
    delimiter: '^',
    cells: [
      ['Anna', 'anna@berg.example', 'CEO'],
      ['Bo', 'bo@chan.example', 'CTO'],
      ['Cy', 'cy@diaz.example', 'CFO'],
    ],
  },
  {
    sin: 'spaces around quotes',
    input:
      'name, email, phone\n "Berg, Anna" ,  "anna@berg.example" , "x"\n "Bo" ,  "bo@chan.example" , "y"\n',
    cells: [
      ['Berg, Anna', 'anna@berg.example', 'x'],
      ['Bo', 'bo@chan.example', 'y'],
    ],
    problems: [undefined, undefined],
  },
  {
    sin: 'single quotes, doubled within',
    input: "name,email,note\n'Pat O''Hara','pat@hara.example','x, y'\n'Bo','bo@chan.example','z'\n",
    header: ['name', 'email', 'note'],
    cells: [
      ["Pat O'Hara", 'pat@hara.example', 'x, y'],
      ['Bo', 'bo@chan.example', 'z'],
    ],
  },
  {
    sin: 'single quotes, escaped by a backslash',
    input: "name,email,note\n'Pat O\\'Hara','pat@hara.example','x, y'\n'Bo','bo@chan.example','z'\n",
    header: ['name', 'email', 'note'],
    cells: [
      ["Pat O'Hara", 'pat@hara.example', 'x, y'],
      ['Bo', 'bo@chan.example', 'z'],
    ],
  },
  {
    sin: 'two kinds of quotes: the rarer ones are characters',
    input: `name,email,note\n"Berg, Anna",'anna@berg.example',x\n'Bo','bo@chan.example',"y, z"\n`,
    header: ['name', 'email', 'note'],
    cells: [
      ['Berg, Anna', "'anna@berg.example'", 'x'],
      ["'Bo'", "'bo@chan.example'", 'y, z'],
    ],
  },
  {
    sin: 'no quotes, but delimiters escaped by backslashes',
    input:
      'name,email,note\nBerg\\, Anna,anna@berg.example,x\nBo,bo@chan.example,y\\\\z\nChan\\, Cy,cy@chan.example,z\n',
    header: ['name', 'email', 'note'],
    cells: [
      ['Berg, Anna', 'anna@berg.example', 'x'],
      ['Bo', 'bo@chan.example', 'y\\z'],
      ['Chan, Cy', 'cy@chan.example', 'z'],
    ],
  },
  {
    sin: 'backslashes that escape nothing, before quotes that close',
    input: 'name,path,note\nAnna,"C:\\leads\\","x"\nBo,"D:\\lists\\","y"\n',
    header: ['name', 'path', 'note'],
    cells: [
      ['Anna', 'C:\\leads\\', 'x'],
      ['Bo', 'D:\\lists\\', 'y'],
    ],
  },
  {
    sin: 'rows in quotes as a whole, under a header that is not',
    input: `name,email,phone\n"${ANNA}"\n"Bo Chan,bo@chan.example,""1, 2"""\n`,
    cells: [ROWS[0]!, ['Bo Chan', 'bo@chan.example', '1, 2']],
    notes: ['quoted_row'],
  },
  {
    sin: 'all rows in quotes as a whole',
    input: `"name;email;phone"\n"${ANNA.replaceAll(',', ';')}"\n"${BO.replaceAll(',', ';')}"\n`,
    delimiter: ';',
    notes: ['quoted_row'],
  },
  {
    sin: 'one column of quoted names with commas is not taken apart',
    input: '"Last, First"\n"Berg, Anna"\n"Chan, Bo"\n',
    header: ['Last, First'],
    cells: [['Berg, Anna'], ['Chan, Bo']],
  },
  { sin: 'a sep= line in quotes', input: `"sep=;"\n${wide(';')}`, delimiter: ';', lines: [2, 3] },
  {
    sin: 'a sep= line filled up with delimiters',
    input: `sep=;;;\n${wide(';')}`,
    delimiter: ';',
    lines: [2, 3],
  },
  { sin: 'a sep= line that names the tab', input: `sep=\\t\n${wide('\t')}`, delimiter: '\t', lines: [2, 3] },
  {
    sin: 'a sep= line after a byte order mark',
    input: `\ufeffSEP=|\r\n${wide('|')}`,
    delimiter: '|',
    lines: [2, 3],
  },
  {
    sin: 'three hundred blank lines before the table',
    input: `${'\n'.repeat(200)}${' \r\n'.repeat(100)}${PLAIN}`,
    lines: [302, 303],
    blank: 300,
  },
  { sin: 'rows of commas before the table', input: `${',,\n'.repeat(80)}${PLAIN}`, lines: [82, 83] },
  { sin: 'Ctrl-Z at the end', input: `${PLAIN}\u001a`, notes: [] },
  { sin: 'a form feed at the end', input: `${PLAIN}\f`, notes: [] },
  {
    sin: 'returns within unquoted cells',
    input: 'name,note,age\nAnna,a\rb,41\nBo,c,42\nCy,d,43\n',
    header: ['name', 'note', 'age'],
    cells: [
      ['Anna', 'a\rb', '41'],
      ['Bo', 'c', '42'],
      ['Cy', 'd', '43'],
    ],
  },
  { sin: 'two byte order marks', input: `\ufeff\ufeff${PLAIN}` },
  {
    sin: 'lists joined, each with its byte order mark',
    input: `\ufeff${PLAIN}\ufeffname,email,phone\n\ufeff"Cy, D",cy@diaz.example,1\n`,
    cells: [...ROWS, ['Cy, D', 'cy@diaz.example', '1']],
    notes: ['header_assumed', 'repeated_header'],
  },
  { sin: 'a byte order mark encoded twice', input: `\u00ef\u00bb\u00bf${PLAIN}`, notes: ['double_encoding'] },
  { sin: 'marks without a width around a name', input: PLAIN.replace('name', '\u200bname\u200e') },
  {
    sin: 'UTF-16 with half a character at the end',
    input: Buffer.concat([iconv.encode(`\ufeff${PLAIN}`, 'utf-16le'), Buffer.from([10])]),
  },
  {
    sin: 'UTF-16 without mark, in Cyrillic',
    input: iconv.encode(RUSSIAN, 'utf-16le'),
    header: ['имя', 'фамилия', 'город'],
    cells: table(RUSSIAN).slice(1),
    encoding: 'utf-16le',
  },
  { sin: 'UTF-32', input: iconv.encode(`\ufeff${PLAIN}`, 'utf-32le'), encoding: 'utf-32le' },
  {
    sin: 'UTF-8 cut off within a character',
    input: Buffer.concat([Buffer.from(`${FRENCH}Chlo,Lyc`), Buffer.from([0xc3])]),
    header: FRENCH_HEADER,
    cells: [...FRENCH_CELLS, ['Chlo', 'Lyc\u00c3']],
    encoding: 'utf-8',
    notes: ['mixed_encoding', 'header_assumed'],
  },
  {
    sin: 'a short list with the euro of Windows',
    input: iconv.encode('name,price,note\nZoé,12 €,cœur\nHélène,13 €,“sœur”\n', 'windows-1252'),
    header: ['name', 'price', 'note'],
    cells: [
      ['Zoé', '12 €', 'cœur'],
      ['Hélène', '13 €', '“sœur”'],
    ],
    encoding: 'windows-1252',
  },
  {
    sin: 'a list from DOS',
    input: iconv.encode('name,city,age\nZoé,Orléans,41\nHélène,Nîmes,42\n', 'cp850'),
    header: ['name', 'city', 'age'],
    cells: [
      ['Zoé', 'Orléans', '41'],
      ['Hélène', 'Nîmes', '42'],
    ],
    encoding: 'cp850',
  },
  {
    sin: 'KOI8-R',
    input: iconv.encode(RUSSIAN, 'koi8-r'),
    header: ['имя', 'фамилия', 'город'],
    cells: table(RUSSIAN).slice(1),
  },
  {
    sin: 'Turkish in Windows-1254',
    input: iconv.encode('ad,soyad\nAyşe,Yılmaz\nMehmet,Şahin\nÇağla,Öztürk\n', 'windows-1254'),
    header: ['ad', 'soyad'],
    cells: [
      ['Ayşe', 'Yılmaz'],
      ['Mehmet', 'Şahin'],
      ['Çağla', 'Öztürk'],
    ],
  },
  {
    sin: 'encoded three times',
    input: Buffer.from(
      Buffer.from(Buffer.from('name,age\nFrançois,41\nBo,42\n').toString('latin1')).toString('latin1'),
    ),
    header: ['name', 'age'],
    cells: [
      ['François', '41'],
      ['Bo', '42'],
    ],
    notes: ['double_encoding'],
  },
  { sin: 'gzip twice', input: gzipSync(gzipSync(PLAIN)) },
  {
    sin: 'gzip in two parts',
    input: Buffer.concat([gzipSync(`name,email,phone\n${ANNA}\n`), gzipSync(`${BO}\n`)]),
  },
  { sin: 'gzip with zeros behind it', input: Buffer.concat([gzipSync(PLAIN), Buffer.alloc(20)]) },
  { sin: 'a zip archive with one list', input: zipOf({ 'export/leads.csv': PLAIN }), format: 'csv' },
  {
    sin: 'a zip archive with a workbook',
    input: zipOf({ 'leads.xlsx': xlsxOf([{ name: 'A', xml: SHEET }]) }),
    format: 'xlsx',
  },
  { sin: 'gzip of a workbook', input: gzipSync(xlsxOf([{ name: 'A', xml: SHEET }])), format: 'xlsx' },
  {
    sin: 'a remark with as many commas as the table',
    input: `# exported 2026, by Bo, all leads\n${PLAIN}Cy,cy@diaz.example,1\n`,
    cells: [...ROWS, ['Cy', 'cy@diaz.example', '1']],
    lines: [3, 4, 5],
    notes: ['preamble'],
  },
  { sin: 'a remark with slashes', input: `// exported 2026\n${PLAIN}`, notes: ['preamble'], lines: [3, 4] },
  { sin: 'the header itself is marked #', input: `# ${PLAIN}`, header: ['# name', 'email', 'phone'] },
  {
    sin: 'a footer that counts its rows (psql)',
    input: `${wide('|')}(2 rows)\n`,
    delimiter: '|',
    footer: 1,
  },
  { sin: 'a total after a blank row', input: `${PLAIN}\nTotal,,2\n`, footer: 1, notes: ['footer'] },
  {
    sin: 'a total that may be a company is a row',
    input: 'company,country,employees\nAcme,US,12\nTotal,,100000\n',
    header: ['company', 'country', 'employees'],
    cells: [
      ['Acme', 'US', '12'],
      ['Total', '', '100000'],
    ],
  },
  {
    sin: 'names of two lines',
    input:
      '"Full\nname","E-mail\r\n(work)",Phone\nAnna,a@x.example,+1 415 555 0132\nBo,b@x.example,+1 415 555 0133\n',
    header: ['Full\nname', 'E-mail\r\n(work)', 'Phone'],
    cells: [
      ['Anna', 'a@x.example', '+1 415 555 0132'],
      ['Bo', 'b@x.example', '+1 415 555 0133'],
    ],
    lines: [2, 3],
  },
  { sin: 'no names at all', input: `,,\n${ANNA}\n${BO}\n`, header: null, lines: [2, 3] },
  {
    sin: 'a delimiter at the end of each row',
    input: PLAIN.replaceAll('\n', ',\n'),
    header: [...HEADER, ''],
    cells: ROWS.map((row) => [...row, '']),
  },
  {
    sin: 'a delimiter at the end of the data alone',
    input: `name,email,phone\n${ANNA},\n${BO},\n`,
    cells: ROWS.map((row) => [...row, '']),
    problems: [undefined, undefined],
  },
  {
    sin: 'a delimiter at the end of the header alone',
    input: PLAIN.replace('phone', 'phone,'),
    header: [...HEADER, ''],
  },
  {
    sin: 'formulas are text',
    input: 'name,email,note\n=HYPERLINK("http://x.example"),a@x.example,+1\n@name,b@x.example,-\n',
    header: ['name', 'email', 'note'],
    cells: [
      ['=HYPERLINK("http://x.example")', 'a@x.example', '+1'],
      ['@name', 'b@x.example', '-'],
    ],
  },
  {
    sin: 'texts that look like formulas to keep their zeros',
    input: 'name,email,zip\nAnna,a@x.example,="02139"\nBo,b@x.example,"=""00501"""\n',
    header: ['name', 'email', 'zip'],
    cells: [
      ['Anna', 'a@x.example', '="02139"'],
      ['Bo', 'b@x.example', '="00501"'],
    ],
  },
  {
    sin: 'names with their addresses, no header',
    input: 'Anna Berg <anna@berg.example>\nBo Chan <bo@chan.example>\n',
    header: null,
    cells: [['Anna Berg <anna@berg.example>'], ['Bo Chan <bo@chan.example>']],
  },
  {
    sin: 'a line of addresses',
    input: '"Berg, Anna" <anna@berg.example>; bo@chan.example; Cy <cy@diaz.example>;\r\n',
    header: null,
    cells: [['"Berg, Anna" <anna@berg.example>'], ['bo@chan.example'], ['Cy <cy@diaz.example>']],
    lines: [1, 2, 3],
    notes: ['no_header', 'address_line'],
  },
  {
    sin: 'a thousand names that are the same',
    input: `${'a,'.repeat(999)}a\n${'1,'.repeat(999)}1\n`,
    header: Array.from({ length: 1000 }, () => 'a'),
    cells: [Array.from({ length: 1000 }, () => '1')],
    notes: ['same_name'],
  },
  {
    sin: 'one object of JSON',
    input: '{"name":"Anna","email":"anna@berg.example"}',
    header: ['name', 'email'],
    cells: [['Anna', 'anna@berg.example']],
    format: 'json',
  },
  {
    sin: 'JSON objects one behind the other',
    input: '{"a":"}{"}{"a":2}\n{\n "a":3\n}\n',
    header: ['a'],
    cells: [['}{'], ['2'], ['3']],
    lines: [1, 2, 3],
    format: 'json',
  },
  { sin: 'JSON lines with commas', input: '{"a":1},\n{"a":2},\n', header: ['a'], cells: [['1'], ['2']] },
  {
    sin: 'pages of JSON',
    input: '[{"a":1},{"a":2}]\n[{"a":3}]\n',
    header: ['a'],
    cells: [['1'], ['2'], ['3']],
  },
  {
    sin: 'JSON lines of arrays',
    input: '["name","age"]\n["Anna",41]\n["Bo",42]\n',
    header: ['name', 'age'],
    cells: [
      ['Anna', '41'],
      ['Bo', '42'],
    ],
  },
  {
    sin: 'a JSON array of addresses',
    input: '["anna@berg.example", "bo@chan.example"]',
    header: ['value'],
    cells: [['anna@berg.example'], ['bo@chan.example']],
  },
  {
    sin: 'JSON with a mark, in UTF-16, zipped',
    input: gzipSync(iconv.encode('\ufeff[{"name":"Zoé"}]', 'utf-16be')),
    header: ['name'],
    cells: [['Zoé']],
    format: 'json',
  },
  {
    sin: 'JSON lines of which the first is broken',
    input: '{"a":1\n{"a":2}\n{"a":3}\n',
    header: ['a'],
    cells: [[''], ['2'], ['3']],
    lines: [1, 2, 3],
    notes: ['bad_line'],
    format: 'ndjson',
  },
  {
    sin: 'JSON lines that end with CR alone',
    input: '{"a":1}\r{"a":2}\r',
    header: ['a'],
    cells: [['1'], ['2']],
    format: 'ndjson',
  },
  {
    sin: 'JSON lines cut off',
    input: '{"a":1}\n{"a":2}\n{"a":',
    header: ['a'],
    cells: [['1'], ['2'], ['']],
    notes: ['bad_line'],
  },
  {
    sin: 'vCard 2.1, a letter cut by the fold',
    input: CARDS,
    header: CARD_HEADER,
    cells: [['Zoë', 'Müller']],
    format: 'vcard',
  },
  {
    sin: 'vCard with line ends of old Macs, in UTF-16',
    input: iconv.encode(
      '\ufeffBEGIN:VCARD\rN:Berg;Anna\rEND:VCARD\rBEGIN:VCARD\rN:Chan;Bo\rEND:VCARD\r',
      'utf-16le',
    ),
    header: CARD_HEADER,
    cells: [
      ['Anna', 'Berg'],
      ['Bo', 'Chan'],
    ],
    lines: [1, 4],
  },
  {
    sin: 'a web page named .xls (Salesforce)',
    input: PAGE,
    format: 'html',
    encoding: 'windows-1252',
    lines: [2, 3],
  },
  {
    sin: 'a web page in the encoding that it names',
    input: iconv.encode(PAGE.replace('Anna Berg', 'Zo\u00eb &Aring;berg'), 'windows-1252'),
    cells: [['Zo\u00eb \u00c5berg', ...ROWS[0]!.slice(1)], ROWS[1]!],
    encoding: 'windows-1252',
  },
  {
    sin: 'a web page whose list stands in another table, under a menu',
    input:
      `<html><body><table><tr><td><table><tr><td>Home</td></tr></table></td></tr><tr><td>` +
      `<table><tr><td colspan=3>Leads 2026</td></tr><tr><td>name</td><td>email</td><td>phone</td></tr>` +
      `<tr><td rowspan=2>Anna Berg</td><td>anna@berg.example</td><td>1<br>2</td></tr><tr><td>a@berg.example</td><td></td></tr></table></td></tr></table>`,
    cells: [
      ['Anna Berg', 'anna@berg.example', '1\n2'],
      ['', 'a@berg.example', ''],
    ],
    lines: [3, 4],
    notes: ['other_sheets', 'preamble'],
  },
  {
    sin: 'the XML of old spreadsheets, named .xls',
    input: XML_SHEET,
    cells: [['Anna Berg', '', '+1 415 555 0132']],
    format: 'html',
    encoding: 'utf-8',
  },
]

test.each([...SINS, ...MORE])(
  '$sin',
  async ({
    input,
    options,
    header,
    cells,
    lines,
    delimiter,
    encoding,
    notes,
    problems,
    blank,
    footer,
    format,
  }) => {
    const found = await read(input, options)
    expect(found.cells).toEqual(cells ?? ROWS)
    if (header === null) expect(found.info.headerRow).toBeNull()
    else expect(found.info.header).toEqual(header ?? HEADER)
    if (lines !== undefined) expect(found.rows.map(({ line }) => line)).toEqual(lines)
    if (delimiter !== undefined) expect(found.info.delimiter).toBe(delimiter)
    if (encoding !== undefined) expect(found.info.encoding).toBe(encoding)
    if (notes !== undefined) expect(found.info.notes.map(({ code }) => code)).toEqual(notes)
    if (problems !== undefined) expect(found.rows.map(({ problem }) => problem)).toEqual(problems)
    if (blank !== undefined) expect(found.stats.blank).toBe(blank)
    if (footer !== undefined) expect(found.stats.footer).toBe(footer)
    if (format !== undefined) expect(found.info.format).toBe(format)
  },
)

test.each([...SINS, ...MORE].filter(({ input }) => input.length > 20))(
  'in pieces of seven bytes: $sin',
  async ({ input, options }) => {
    const whole = await read(input, options)
    const pieces = await read(input, options, 7)
    expect(pieces.rows).toEqual(whole.rows)
  },
)

test('there are enough of them', () => {
  const names = [...SINS, ...MORE].map(({ sin }) => sin)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(130)
})
