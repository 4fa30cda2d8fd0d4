/**
 * The time zones of countries where one clock holds (IANA names, by ISO 3166-1 alpha-2; after the public-domain zone.tab
 * of the tz database, and those whose several zones show the same time), and of the area codes of the United States and
 * Canada that lie in one zone. What straddles a border of zones is left out: unknown is better than an hour too early.
 */
const BY_REGION: Readonly<Record<string, string>> = {
  Africa: `
    AO Luanda | BF Ouagadougou | BI Bujumbura | BJ Porto-Novo | BW Gaborone | CF Bangui | CG Brazzaville |
    CI Abidjan | CM Douala | DJ Djibouti | DZ Algiers | EG Cairo | EH El_Aaiun | ER Asmara | ET Addis_Ababa
    | GA Libreville | GH Accra | GM Banjul | GN Conakry | GQ Malabo | GW Bissau | KE Nairobi | LR Monrovia |
    LS Maseru | LY Tripoli | MA Casablanca | ML Bamako | MR Nouakchott | MW Blantyre | MZ Maputo | NA
    Windhoek | NE Niamey | NG Lagos | RW Kigali | SD Khartoum | SL Freetown | SN Dakar | SO Mogadishu | SS
    Juba | ST Sao_Tome | SZ Mbabane | TD Ndjamena | TG Lome | TN Tunis | TZ Dar_es_Salaam | UG Kampala | ZA
    Johannesburg | ZM Lusaka | ZW Harare`,
  America: `
    AG Antigua | AI Anguilla | AR Argentina/Buenos_Aires | AW Aruba | BB Barbados | BL St_Barthelemy | BO
    La_Paz | BQ Kralendijk | BS Nassau | BZ Belize | CO Bogota | CR Costa_Rica | CU Havana | CW Curacao | DM
    Dominica | DO Santo_Domingo | GD Grenada | GF Cayenne | GP Guadeloupe | GT Guatemala | GY Guyana | HN
    Tegucigalpa | HT Port-au-Prince | JM Jamaica | KN St_Kitts | KY Cayman | LC St_Lucia | MF Marigot | MQ
    Martinique | MS Montserrat | NI Managua | PA Panama | PE Lima | PM Miquelon | PR Puerto_Rico | PY
    Asuncion | SR Paramaribo | SV El_Salvador | SX Lower_Princes | TC Grand_Turk | TT Port_of_Spain | UY
    Montevideo | VC St_Vincent | VE Caracas | VG Tortola | VI St_Thomas`,
  Arctic: `
    SJ Longyearbyen`,
  Asia: `
    AE Dubai | AF Kabul | AM Yerevan | AZ Baku | BD Dhaka | BH Bahrain | BN Brunei | BT Thimphu | CN
    Shanghai | CY Nicosia | GE Tbilisi | HK Hong_Kong | IL Jerusalem | IN Kolkata | IQ Baghdad | IR Tehran |
    JO Amman | JP Tokyo | KG Bishkek | KH Phnom_Penh | KP Pyongyang | KR Seoul | KW Kuwait | LA Vientiane |
    LB Beirut | LK Colombo | MM Yangon | MO Macau | MY Kuala_Lumpur | NP Kathmandu | OM Muscat | PH Manila |
    PK Karachi | QA Qatar | SA Riyadh | SG Singapore | SY Damascus | TH Bangkok | TJ Dushanbe | TL Dili | TM
    Ashgabat | TW Taipei | UZ Tashkent | VN Ho_Chi_Minh | YE Aden`,
  Atlantic: `
    BM Bermuda | CV Cape_Verde | FK Stanley | FO Faroe | GS South_Georgia | IS Reykjavik | SH St_Helena`,
  Europe: `
    AD Andorra | AL Tirane | AT Vienna | AX Mariehamn | BA Sarajevo | BE Brussels | BG Sofia | BY Minsk | CH
    Zurich | CZ Prague | DE Berlin | DK Copenhagen | EE Tallinn | FI Helsinki | FR Paris | GB London | GG
    Guernsey | GI Gibraltar | GR Athens | HR Zagreb | HU Budapest | IE Dublin | IM Isle_of_Man | IT Rome |
    JE Jersey | LI Vaduz | LT Vilnius | LU Luxembourg | LV Riga | MC Monaco | MD Chisinau | ME Podgorica |
    MK Skopje | MT Malta | NL Amsterdam | NO Oslo | PL Warsaw | RO Bucharest | RS Belgrade | SE Stockholm |
    SI Ljubljana | SK Bratislava | SM San_Marino | TR Istanbul | UA Kyiv | VA Vatican`,
  Indian: `
    CC Cocos | CX Christmas | IO Chagos | KM Comoro | MG Antananarivo | MU Mauritius | MV Maldives | RE
    Reunion | SC Mahe | TF Kerguelen | YT Mayotte`,
  Pacific: `
    AS Pago_Pago | CK Rarotonga | FJ Fiji | GU Guam | MP Saipan | NC Noumea | NF Norfolk | NR Nauru | NU
    Niue | PN Pitcairn | PW Palau | SB Guadalcanal | TK Fakaofo | TO Tongatapu | TV Funafuti | VU Efate | WF
    Wallis | WS Apia`,
}

/** Country → zone. */
export const TIME_ZONES: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_REGION).flatMap(([region, cells]) =>
    cells.split('|').map((cell): [string, string] => {
      const [country, city] = cell.trim().split(/\s+/)
      return [country!, `${region}/${city!}`]
    }),
  ),
)

const BY_AREA_CODE: Readonly<Record<string, string>> = {
  'America/New_York': `
    201 202 203 207 212 215 216 220 223 227 229 234 239 240 252 267 272 276 283 301 302 304 305 315 321 324
    326 329 330 332 336 339 347 351 352 363 380 386 401 404 407 410 412 413 419 434 436 440 443 445 470 472
    475 478 484 508 513 516 518 540 551 561 567 570 571 582 585 603 607 609 610 614 617 624 631 640 645 646
    656 667 678 680 681 686 689 703 704 706 716 717 718 724 727 728 732 740 743 754 757 762 770 771 772 774
    781 786 802 803 804 813 814 821 826 828 835 838 839 843 845 848 854 856 857 859 860 862 863 864 865 878
    904 908 910 912 914 917 919 929 934 937 941 943 948 954 959 973 978 980 984`,
  'America/Detroit': `
    231 248 269 313 517 586 616 679 734 810 947 989`,
  'America/Indiana/Indianapolis': `
    260 317 463`,
  'America/Kentucky/Louisville': `
    502`,
  'America/Chicago': `
    205 210 214 217 218 224 225 228 235 251 254 256 262 274 281 309 312 314 316 318 319 320 325 327 331 337
    346 353 361 402 405 409 414 417 430 447 457 464 469 471 479 501 504 507 512 515 531 534 539 557 563 572
    573 601 608 612 615 618 629 630 636 641 651 659 660 662 682 708 712 713 715 726 730 731 737 763 769 773
    779 806 815 816 817 830 832 847 861 870 872 901 903 913 918 920 924 936 938 940 945 952 956 972 975 979
    985`,
  'America/Denver': `
    303 307 385 406 435 505 575 719 720 801 915 970 983`,
  'America/Phoenix': `
    480 520 602 623`,
  'America/Los_Angeles': `
    206 209 213 253 279 310 323 341 350 357 360 369 408 415 424 425 442 503 509 510 530 559 562 564 619 626
    628 650 657 661 669 702 707 714 725 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951 971`,
  'Pacific/Honolulu': `
    808`,
  'America/Toronto': `
    226 249 263 289 343 354 365 382 416 437 438 450 514 519 548 579 613 647 683 705 742 753 819 873 905 942`,
  'America/Winnipeg': `
    204 431 584`,
  'America/Edmonton': `
    368 403 587 780 825`,
  'America/Vancouver': `
    604`,
  'America/Halifax': `
    782 902`,
  'America/Moncton': `
    428 506`,
}

/** Area code behind +1 → zone. */
export const AREA_CODE_ZONES: ReadonlyMap<string, string> = new Map(
  Object.entries(BY_AREA_CODE).flatMap(([zone, codes]) =>
    codes
      .trim()
      .split(/\s+/)
      .map((code): [string, string] => [code, zone]),
  ),
)
