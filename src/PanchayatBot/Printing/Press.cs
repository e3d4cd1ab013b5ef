using PanchayatBot.Content;
using PanchayatBot.Messages;
using PanchayatBot.Printing.Forms;

namespace PanchayatBot.Printing;

/// <summary>Lays out the papers of a panchayat. Every form is a pure function of what it is given and of content/texts/printing.yml; any text is
/// taken, however long or strange. May be called from several threads at once.</summary>
/// <param name="texts">The words of the forms.</param>
public sealed class Press(Texts texts)
{
    /// <summary>A poster for the office wall, one page A4, Hindi with English below.</summary>
    public Sheets Poster(OfficePoster poster) => PosterForm.LayOut(poster, new(texts, Language.Hindi), new(texts, Language.English));

    /// <summary>A notice in the official form, A4.</summary>
    public Sheets Notice(PrintedNotice notice, Language language) => OnOneSheet(format => NoticeForm.LayOut(notice, new(texts, language), format));

    /// <summary>The same notice for forwarding from telephone to telephone: at most ten pictures, to be had <see cref="PictureWidth"/> wide.</summary>
    public Sheets NoticePicture(PrintedNotice notice, Language language) => NoticeForm.LayOut(notice, new(texts, language), PageFormat.Phone);

    /// <summary>The certificate that something was published, A4.</summary>
    public Sheets Certificate(PublicationCertificate certificate, Language language) => OnOneSheet(format => CertificateForm.LayOut(certificate, new(texts, language), format));

    /// <summary>The minutes of a meeting for the register of proceedings, A4.</summary>
    public Sheets Minutes(PrintedMinutes minutes, Language language) => OnOneSheet(format => MinutesForm.LayOut(minutes, new(texts, language), format));

    /// <summary>Slips for voters, A4, to cut apart.</summary>
    public Sheets Slips(VoterSlips slips, Language language) => SlipForm.LayOut(slips, new(texts, language));

    /// <summary>A bar chart as picture for telephones, to be had <see cref="PictureWidth"/> wide; at most ten pictures.</summary>
    public Sheets Chart(BarChart chart, Language language) => ChartForm.LayOut(chart, new(texts, language));

    /// <summary>Width in pixels of pictures for telephones: two dots for each pixel of a small screen, and a picture stays below 300 KB.</summary>
    public const int PictureWidth = 720;

    /// <summary>What needs a second sheet for a few lines goes on one, with letters as large as fit: a notice board shows one side.</summary>
    private static Sheets OnOneSheet(Func<PageFormat, Sheets> layOut)
    {
        var usual = layOut(PageFormat.A4);
        return usual.Count != 2 ? usual : PageFormat.CloseA4.Select(layOut).FirstOrDefault(close => close.Count == 1) ?? usual;
    }
}
