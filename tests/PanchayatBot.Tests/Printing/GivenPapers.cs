using PanchayatBot.Printing;

namespace PanchayatBot.Tests.Printing;

/// <summary>Papers as a panchayat would print them. Places, people and numbers are made up.</summary>
internal static class GivenPapers
{
    public const string Hash = "9f2c61d07be4a8533c10de9947ab6f2e8d51c07734ea9b6612fd0853bc4e7a91";

    public static readonly Office Office = new(
        new("बहादुरपुर", "Bahadurpur"), new("सदर", "Sadar"), new("दरभंगा", "Darbhanga"), new("बिहार", "Bihar"), new("प्रखंड", "Block"));

    public static readonly Uri Link = new("https://t.me/PanchayatBot?start=gp_103254");

    public static readonly OfficePoster Poster = new(Office, Link);

    public static readonly PrintedNotice Notice = new(Office, new(2026, 12, 1), "ग्राम सभा की साधारण बैठक दिनांक 15 दिसंबर 2026 के संबंध में।")
    {
        LetterNumber = "47/2026-27",
        Meeting = "ग्राम सभा की साधारण बैठक",
        LegalBasis = "बिहार पंचायत राज अधिनियम, 2006 की धारा 3",
        Sittings = [new(new(2026, 12, 15), new(11, 0), "पंचायत सरकार भवन, बहादुरपुर (विद्यालय के सामने)")],
        Agenda =
        [
            "पिछली बैठक के संकल्पों पर की गई कार्रवाई (पालन प्रतिवेदन)",
            "ग्राम पंचायत विकास योजना (GPDP) 2027-28 की तैयारी और प्राथमिकताएँ",
            "वार्ड 3 और 7 में पेयजल: हैंडपंप की मरम्मत, नल-जल योजना की स्थिति",
            "सामाजिक सुरक्षा पेंशन: नए आवेदन और छूटे हुए लाभार्थी",
            "पंचायत का आय-व्यय: प्राप्त राशि ₹12,45,000, व्यय ₹9,80,500",
            "मनरेगा: रोजगार की माँग और उपलब्ध कराए गए काम की समीक्षा",
            "प्रधानमंत्री आवास योजना: पात्र परिवारों की सूची का वाचन",
            "राशन कार्ड: नए नाम जोड़ना और मृत व्यक्तियों के नाम हटाना",
            "मौसमी बीमारियों की रोकथाम और नालियों की सफाई",
            "कर की वसूली की समीक्षा",
            "जन्म, मृत्यु और विवाह पंजीकरण के लंबित मामले",
            "अध्यक्ष की अनुमति से अन्य विषय",
        ],
        CopiesTo = ["प्रखंड विकास पदाधिकारी, सदर (दरभंगा)", "सभी वार्ड सदस्य, ग्राम पंचायत बहादुरपुर", "सूचना पट्ट, पंचायत सरकार भवन"],
        Kind = "साधारण",
        PresidedBy = "सुनीता देवी, मुखिया",
        Quorum = "मतदाताओं का 1/20: 143 व्यक्ति",
        PublishedBy = "सूचना पट्ट, मुनादी और पंचायत बॉट",
        Signatories = [new("राकेश कुमार", "पंचायत सचिव"), new("सुनीता देवी", "मुखिया")],
        Link = Link,
    };

    public static readonly PrintedNotice Corrected = Notice with
    {
        Standing = NoticeStanding.Corrected,
        Reason = "भवन में मरम्मत चल रही है।",
        Sittings = [new(new(2026, 12, 15), new(15, 0), "मध्य विद्यालय, बहादुरपुर")],
        Changes = [new("समय", "प्रातः 11:00 बजे", "अपराह्न 3:00 बजे"), new("स्थान", "पंचायत सरकार भवन, बहादुरपुर (विद्यालय के सामने)", "मध्य विद्यालय, बहादुरपुर")],
    };

    public static readonly PrintedNotice Cancelled = Notice with { Standing = NoticeStanding.Cancelled, Reason = "भारी वर्षा के कारण।" };

    public static readonly PublicationCertificate Certificate = new(
        Office, "ग्राम सभा की साधारण बैठक", "47/2026-27", new(2026, 12, 1, 6, 0, 0, TimeSpan.Zero),
        new(1248, 1193, 38, 17, 0, new(2026, 12, 15, 4, 30, 0, TimeSpan.Zero)), 212, Hash, new(2026, 12, 16, 5, 0, 0, TimeSpan.Zero))
    {
        PublishedBy = "पंचायत सचिव",
        Facts = [new("बैठक", "मंगलवार, 15 दिसंबर 2026, अपराह्न 3:00 बजे"), new("स्थान", "मध्य विद्यालय, बहादुरपुर")],
        Changes =
        [
            new(new(2026, 12, 5, 7, 12, 0, TimeSpan.Zero), "संशोधित: समय प्रातः 11:00 → अपराह्न 3:00 बजे", 219),
            new(new(2026, 12, 8, 10, 40, 0, TimeSpan.Zero), "संशोधित: स्थान अब मध्य विद्यालय, बहादुरपुर", 224),
        ],
        Signatory = new("", "पंचायत सचिव"),
    };

    public static readonly PrintedMinutes Minutes = new(Office, "ग्राम सभा की साधारण बैठक", Notice.Sittings[0])
    {
        LetterNumber = "47/2026-27",
        PresidedBy = "सुनीता देवी, मुखिया",
        Attendance = [new("कुल", 168), new("महिलाएँ", 71), new("अनु. जाति", 44), new("अनु. जनजाति", 6), new("अन्य पिछड़ा वर्ग", 83), new("अन्य", 35)],
        Quorum = "143 आवश्यक, 168 उपस्थित: पूरी हुई",
        Resolutions =
        [
            new("वार्ड 3 के दो हैंडपंपों की मरम्मत पंचायत निधि से कराई जाए।", "सर्वसम्मति से पारित", "पंचायत सचिव", new(2027, 1, 15)),
            new("विद्यालय तक पक्की सड़क का प्रस्ताव वार्षिक योजना 2027-28 में जोड़ा जाए।", "पारित", "मुखिया", new(2027, 3, 31)),
            new("हाट का शुल्क बढ़ाया जाए।", "अस्वीकृत", "", null),
        ],
        Signatories = [new("राकेश कुमार", "पंचायत सचिव"), new("सुनीता देवी", "मुखिया")],
    };

    public static readonly BarChart Chart = new(
        "पहले कौन सा काम हो?",
        [new("वार्ड 3 में हैंडपंप की मरम्मत", 412), new("विद्यालय तक पक्की सड़क", 287), new("सामुदायिक भवन की छत", 96), new("तटस्थ (कोई राय नहीं)", 31)],
        826,
        "ग्राम पंचायत बहादुरपुर · राय-मत (पोल) 12 दिसंबर 2026 को समाप्त");
}
