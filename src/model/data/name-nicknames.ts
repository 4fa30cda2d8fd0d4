/** Given names that go for each other, folded: a line is one family of forms. A name may stand in several lines. */
export const NICKNAMES: readonly string[] = `
abigail abby gail
abraham abe bram
albert al bert bertie
alexander alex sandy xander sasha alec lex sascha
alexandra alex sandra sandy lexi sasha alexa
alfred alf fred freddie
alison ali allie
amanda mandy
andrew andy drew andreas andre
anthony tony antony anton toni antonio
antonio toni tono tonio
anna anne ann annie nancy anita hannah
archibald archie
arthur art artie
barbara barb babs bobbie
benjamin ben benny benji
bernard bernie
beatrice bea trixie
catherine kate katie cathy kathy kathryn katherine kat kay katja catarina caterina
charles charlie chuck chas carl karl carlos
charlotte lottie charlie lotte
christina chris tina christine christiane kristin
christopher chris kit topher christoph christian
constance connie
cynthia cindy
daniel dan danny
david dave davy
deborah deb debbie debra
dennis denny
dolores lola
donald don donny
dorothy dot dottie dolly
douglas doug
edward ed eddie ted teddy ned eduard eduardo
edwin ed eddie
eleanor ellie nell nora
elizabeth liz lizzie beth betty eliza elisabeth lisa bess libby elsa else sissi betsy
emily em emma millie
emmanuel manny manuel manu
eugene gene
ferdinand ferdi
florence flo
frances fran francie francesca fanny
francis frank fran francisco paco pancho
francisco paco pancho curro
franklin frank
frederick fred freddie rick friedrich fritz federico
friedrich fritz fred
gabriel gabe
gabrielle gabby
gerald gerry jerry gerard
geoffrey geoff jeff jeffrey
george georg jorge
gertrude gertie trudy
giuseppe beppe peppe pino
gregory greg
guillaume will guy
guillermo memo
gustav gus
harold hal harry
heinrich heinz harry henry
helen nell helena elena
henry harry hank hal
herbert bert herb
howard howie
hubert bert hugh
ignacio nacho
isabella bella izzy isabel isabelle
jacob jake jack jakob
jacqueline jackie
james jim jimmy jamie jem
janet jan
jennifer jen jenny
jeremy jerry
jessica jess jessie
joachim jo achim
joanna jo joan jan
johann hans johannes jan
johannes hans jan jo hannes
john jack johnny jon jonathan ian sean juan jean johann
jonathan jon jonny nathan
jose pepe
joseph joe joey josef jose giuseppe
joshua josh
josephine jo josie
judith judy
julia julie jules
katharina kathi kathrin katrin
kenneth ken kenny
kimberly kim
laurence larry lawrence lorenz lorenzo
leonard leo len lenny
leonardo leo
lillian lil lily
louis lou louie lewis ludwig luis
louise lou
lucille lucy
ludwig lutz
madeline maddie
margaret maggie meg peg peggy marge margie greta margarete gretel rita
maria marie mary mia
martha marty
martin marty
mary molly polly mae maria marie
matilda tilly
matthew matt matthias
maximilian max
maxwell max
melissa mel missy
michael mike mick micky mickey mikey michel miguel
michelle shelly
mohammed mo muhammad mohamed mohammad muhammed
montgomery monty
nathaniel nate nathan nat
nathan nate
nicholas nick nicky nico niklas klaus nikolaus
nicole nicky nikki
norman norm
oliver ollie
olivia liv
oscar ozzie
pamela pam
patricia pat patty trish tricia
patrick pat paddy rick
paul pablo paolo
peter pete pedro piotr pierre
philip phil pip phillip philipp
rachel rae
ralph rafe
randall randy
raymond ray
rebecca becky becca
reginald reg reggie
richard rick dick rich richie ricky ricardo
robert bob rob bobby robbie bert roberto
roberto beto
roderick rod
rodney rod
roger rodge
ronald ron ronnie
rosemary rose rosie
rudolf rudi rolf
russell russ
samantha sam
samuel sam sammy
sarah sally sara
sebastian seb basti bastian
sidney sid
sigmund sigi
simon si
stanley stan
stephanie steph stefanie steffi
stephen steve steven stefan stevie
suzanne sue susan suzie susie susanna
tamara tammy
terence terry
teresa terry tess theresa tessa
theodore ted theo teddy
thomas tom tommy tomas
timothy tim timmy
ursula uschi ulla
valerie val
veronica ronnie vera
victor vic
victoria vicky tori
vincent vince vinnie
virginia ginny
walter walt wally
wilhelm willi willy william
william will bill billy liam willy wilhelm guillaume
winifred winnie
wolfgang wolf
zachary zach zack
`
  .trim()
  .split('\n')
