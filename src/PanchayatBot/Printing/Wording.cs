using PanchayatBot.Content;
using PanchayatBot.Messages;

namespace PanchayatBot.Printing;

/// <summary>The sentences of content/texts/printing.yml in one language, as paper shows them: without marks.</summary>
/// <param name="Texts">All sentences.</param>
/// <param name="Language">The language.</param>
internal sealed record Wording(Texts Texts, Language Language)
{
    /// <summary>A sentence.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Markup.ToPlainText(Texts.Say(key, Language, values));

    /// <summary>What stands at the foot of a page; nothing if it is the only one.</summary>
    public string Foot(int page, int pages) => pages == 1 ? "" : Say("print.page", ("page", page), ("pages", pages));

    /// <summary>Block, district and state of an office in one line.</summary>
    public string PlaceOf(Office office) =>
        Say("print.office.place", ("term", office.BlockTerm?[Language] ?? Say("print.block")), ("block", office.Block), ("district", office.District), ("state", office.State));
}
