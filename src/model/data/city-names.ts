/** Large cities under the names that lists give them, folded: the first of a line stands for all of it. */
export const CITY_NAMES: readonly string[] = `
amsterdam|mokum
antwerp|antwerpen|anvers
athens|athina|athenes|athen
bangalore|bengaluru
basel|bale|basle|basilea
beijing|peking|pekin
belgrade|beograd|belgrad
bern|berne|berna
boston|greater boston
brussels|bruxelles|brussel|bruessel|brussels capital
bucharest|bucuresti|bukarest|bucarest
chennai|madras
cologne|koln|koeln|keulen
copenhagen|kobenhavn|koebenhavn|kopenhagen|copenhague
dusseldorf|duesseldorf
florence|firenze|florenz
frankfurt|frankfurt am main|frankfurt main|frankfurt a m
geneva|geneve|genf|ginevra
genoa|genova|genua
ghent|gent|gand
gothenburg|goteborg|goeteborg
hanover|hannover
ho chi minh city|saigon|ho chi minh
hong kong|hongkong
istanbul|constantinople
jakarta|djakarta
kolkata|calcutta
krakow|cracow|krakau|cracovie
kyiv|kiev|kyjiv|kiew
lisbon|lisboa|lissabon|lisbonne
lodz|lodsch
london|greater london|london area|city of london|londres
los angeles|la|l a|greater los angeles
lucerne|luzern
luxembourg|luxemburg|luxembourg city
lyon|lyons
malmo|malmoe
marseille|marseilles
mexico city|ciudad de mexico|cdmx|mexico df|mexico d f
milan|milano|mailand
montreal|montreal qc
moscow|moskva|moskau|moscou
mumbai|bombay
munich|munchen|muenchen|monaco di baviera
naples|napoli|neapel
new delhi|delhi
new york|nyc|new york city|ny|manhattan|greater new york|new york metropolitan
nuremberg|nurnberg|nuernberg
padua|padova
philadelphia|greater philadelphia
porto|oporto
poznan|posen
prague|praha|prag
quebec|quebec city
rome|roma|rom
saint louis|st louis
saint petersburg|st petersburg|sankt petersburg|sankt peterburg
san francisco|sf|san francisco bay|san fran|bay
saarbrucken|saarbruecken
seoul|soul
seville|sevilla
shanghai|schanghai
sofia|sofija
stockholm|greater stockholm
strasbourg|strassburg
tel aviv|tel aviv yafo|tel aviv jaffa
the hague|den haag|s gravenhage|la haye
tokyo|tokio
turin|torino
valencia|valence
venice|venezia|venedig
vienna|wien|vienne|viena
warsaw|warszawa|warschau|varsovie
washington|washington dc|washington d c|dc
wroclaw|breslau
wurzburg|wuerzburg
zurich|zuerich|zurigo
`
  .trim()
  .split('\n')
