using System.Collections.Frozen;

namespace Cpc.Invoicing.Rules;

/// <summary>
/// The code lists that EN 16931 restricts fields to, as of CEN's validation artefacts 1.3.16. Codes are public facts of
/// their agencies: ISO, UN/CEFACT. Lookups are ordinal and case-sensitive.
/// </summary>
public static partial class CodeLists
{
    /// <summary>BT-3 of an invoice (UNTDID 1001, BR-CL-01).</summary>
    public static FrozenSet<string> InvoiceTypes { get; } = Parse("""
        71 80 81 82 84 102 130 202 203 204 211 218 219 295 325 326 331 380 382 383 384 385 386 387 388 389 390 393 394
        395 456 457 471 472 473 500 501 527 553 575 623 633 751 780 817 870 875 876 877 935
        """);

    /// <summary>BT-3 of a credit note (UNTDID 1001, BR-CL-01).</summary>
    public static FrozenSet<string> CreditNoteTypes { get; } = Parse("""
        81 83 261 262 296 308 381 396 420 458 502 503 532
        """);

    /// <summary>ISO 4217 (BR-CL-03, 04, 05).</summary>
    public static FrozenSet<string> Currencies { get; } = Parse("""
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF
        CHW CLF CLP CNH CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
        GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL
        LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR
        PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STD SVC SYP SZL THB TJS TMT TND TOP TRY
        TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VES VED VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD
        XPF XPT XSU XTS XUA XXX YER ZAR ZMW ZWG
        """);

    /// <summary>ISO 3166-1 alpha-2, with 1A for Kosovo and XI for Northern Ireland (BR-CL-14, 15).</summary>
    public static FrozenSet<string> Countries { get; } = Parse("""
        1A AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY
        BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM
        FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
        JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN
        MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT
        PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL
        TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XI YE YT ZA ZM ZW
        """);

    /// <summary>BT-8 (UNTDID 2005, BR-CL-06).</summary>
    public static FrozenSet<string> VatPointDates { get; } = Parse("""
        3 35 432
        """);

    /// <summary>BT-81 (UNTDID 4461, BR-CL-16).</summary>
    public static FrozenSet<string> PaymentMeans { get; } = Parse("""
        1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40
        41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 74 75 76 77 78 91 92
        93 94 95 96 97 98 ZZZ
        """);

    /// <summary>BT-158-1 (UNTDID 7143, BR-CL-13).</summary>
    public static FrozenSet<string> ItemClassifications { get; } = Parse("""
        AA AB AC AD AE AF AG AH AI AJ AK AL AM AN AO AP AQ AR AS AT AU AV AW AX AY AZ BA BB BC BD BE BF BG BH BI BJ BK
        BL BM BN BO BP BQ BR BS BT BU BV BW BX BY BZ CC CG CL CR CV DR DW EC EF EMD EN FS GB GN GMN GS HS IB IN IS IT IZ
        MA MF MN MP NB ON PD PL PO PPI PV QS RC RN RU RY SA SG SK SN SRS SRT SRU SRV SRW SRX SRY SRZ SS SSA SSB SSC SSD
        SSE SSF SSG SSH SSI SSJ SSK SSL SSM SSN SSO SSP SSQ SSR SSS SST SSU SSV SSW SSX SSY SSZ ST STA STB STC STD STE
        STF STG STH STI STJ STK STL STM STN STO STP STQ STR STS STT STU STV STW STX STY STZ SUA SUB SUC SUD SUE SUF SUG
        SUH SUI SUJ SUK SUL SUM TG TSN TSO TSP TSQ TSR TSS TST TSU UA UP VN VP VS VX ZZZ
        """);

    /// <summary>BT-125-1 (BR-CL-24): formats a reader may show without running anything.</summary>
    public static FrozenSet<string> MimeCodes { get; } = Parse("""
        application/pdf image/png image/jpeg text/csv
        application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
        application/vnd.oasis.opendocument.spreadsheet
        """);

    private static FrozenSet<string> Parse(string codes) =>
        codes.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
