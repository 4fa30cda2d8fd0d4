/** Words of addresses that are written long and short, folded: the first of a line stands for all of them. */
const LINES = `
street st str strasse straat
avenue ave av
boulevard blvd bvd
road rd
drive dr
lane ln
place pl
court ct
square sq
crescent cres cr
circuit cct
highway hwy
parkway pkwy
terrace tce ter
close cl
north n
south s
east e
west w
northeast ne
northwest nw
southeast se
southwest sw
suite ste
floor fl
apartment apt
unit
building bldg
saint
mount mt
first 1st
second 2nd
third 3rd
fourth 4th
fifth 5th
sixth 6th
seventh 7th
eighth 8th
ninth 9th
tenth 10th
`

const ONE = new Map(
  LINES.trim()
    .split('\n')
    .flatMap((line) => {
      const [first = '', ...others] = line.split(' ')
      return others.map((word) => [word, first] as const)
    }),
)

/** The one way in which a folded word of an address is compared. */
export const addressWord = (word: string): string => ONE.get(word) ?? word
