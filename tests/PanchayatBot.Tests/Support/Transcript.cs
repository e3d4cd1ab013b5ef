using System.Text;
using System.Text.RegularExpressions;
using PanchayatBot.Content;
using PanchayatBot.GramSabha.Notices;
using PanchayatBot.Messages;
using PanchayatBot.People;

namespace PanchayatBot.Tests.Support;

/// <summary>A golden chat: what people do stands in the file, what the bot says is compared with it.
/// Every message is handed in twice, so every transcript also proves that a redelivery changes nothing.</summary>
public static partial class Transcript
{
    private const string Restart = "--- बॉट फिर से चालू हुआ ---";
    // What goes out by itself, to each in turn: broadcasts and reminders that are due.
    private const string Post = "--- डाक ---";
    private const string Indent = "        ";

    // Codes of invitations are random; in a file the newest one stands so.
    private const string SecretCode = "inv_…";

    // So are the receipts of secret votes and the check sums of ballots in random order; receipts stand so in both directions.
    private const string Receipt = "पावती…";
    private const string CheckSum = "64 अंक";

    private static readonly Dictionary<string, string> Cast = new() { ["सीता"] = "sita", ["रमेश"] = "ramesh", ["अनीता"] = "anita", ["कमला"] = "kamla", ["अजनबी"] = "stranger" };

    private static readonly Dictionary<string, Role> Roles = new() { [""] = Role.Citizen, ["सचिव"] = Role.Secretary, ["अधिकारी"] = Role.Officer };

    private static readonly Dictionary<string, AttachmentKind> Attachments = new()
    {
        ["(आवाज़)"] = AttachmentKind.Voice,
        ["(संपर्क)"] = AttachmentKind.Contact,
        ["(स्टिकर)"] = AttachmentKind.Sticker,
    };

    /// <summary>Plays what people do in <paramref name="golden"/> and writes the chat anew.</summary>
    public static async Task<string> PlayAsync(string golden, TestBot bot)
    {
        var played = new StringBuilder();
        var shown = new Dictionary<string, List<Button>>();
        var code = "";
        var receipt = "";
        foreach (var line in golden.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line == Restart)
            {
                await bot.RestartAsync();
                played.Append(line).Append("\n\n");
            }
            else if (line == Post)
            {
                played.Append(line).Append("\n\n");
                foreach (var (person, chat) in Cast)
                {
                    foreach (var reply in await bot.PostAsync(chat))
                    {
                        played.Append("   ").Append(person).Append(" को:\n");
                        Write(played, reply, shown.TryGetValue(chat, out var seen) ? seen : shown[chat] = []);
                        played.Append('\n');
                    }
                }
            }
            else if (Meeting().Match(line) is { Success: true } meeting)
            {
                var at = DateTime.ParseExact(meeting.Groups[2].Value, "yyyy-MM-dd HH:mm", null);
                await bot.CallAsync(meeting.Groups[1].Value, new NoticeContent
                {
                    Sittings = [new Sitting(DateOnly.FromDateTime(at), TimeOnly.FromDateTime(at), meeting.Groups[3].Value)],
                    Agenda = [.. meeting.Groups[4].Value.Split("; ").Select(item => new Bilingual(item, item))],
                });
                played.Append(line).Append("\n\n");
            }
            else if (Day().Match(line) is { Success: true } day)
            {
                bot.SetIndianTime(DateTime.ParseExact(day.Groups[1].Value, "yyyy-MM-dd HH:mm", null));
                played.Append(line).Append("\n\n");
            }
            else if (Settled().Match(line) is { Success: true } settled)
            {
                await bot.SettleAsync(settled.Groups[1].Value, settled.Groups[4].Value.Split(", ").Select(one => one.TrimEnd(')').Split(" (")).Select(one => (Cast[one[0]], Roles[one.ElementAtOrDefault(1) ?? ""])),
                    settled.Groups[2] is { Success: true, Value: var state } ? state : "BR", settled.Groups[3].Success);
                played.Append(line).Append("\n\n");
            }
            else if (Voters().Match(line) is { Success: true } voters)
            {
                await bot.EnrolAsync(voters.Groups[1].Value.Split(", ").Select(name => (Cast[name], name)));
                played.Append(line).Append("\n\n");
            }
            else if (Said().Match(line) is { Success: true } said)
            {
                played.Append(line).Append('\n');
                var chat = Cast[said.Groups[1].Value];
                var buttons = shown.TryGetValue(chat, out var known) ? known : shown[chat] = [];
                var message = Read(said.Groups[2].Value.Trim().Replace(SecretCode, code, StringComparison.Ordinal).Replace(Receipt, receipt, StringComparison.Ordinal), bot.Address(chat), bot.NextMessageId(), buttons, bot.Incidents);
                foreach (var reply in await bot.SayTwiceAsync(message))
                {
                    if (Invitation().Match(reply.Text) is { Success: true } link)
                        code = link.Value;
                    if (ReceiptCode().Match(reply.Text) is { Success: true } given)
                        receipt = given.Value;
                    Write(played, reply with { Text = Invitation().Replace(reply.Text, SecretCode) }, buttons);
                }

                played.Append('\n');
            }
            else if (line.StartsWith('#'))
            {
                played.Append(line).Append('\n');
                if (!golden.Contains(line + "\n#", StringComparison.Ordinal))
                    played.Append('\n');
            }
        }

        return played.ToString().TrimEnd() + "\n";
    }

    private static InboundMessage Read(string said, ChatAddress from, string id, List<Button> shown, IEnumerable<string> incidents)
    {
        if (File().Match(said) is { Success: true } file)
            return new InboundMessage(from, id, "", Attachment: FileNamed(file.Groups[2].Value, file.Groups[1].Value == "फ़ोटो", file.Groups[3].Value));
        if (Pin().Match(said) is { Success: true } pin)
            return new InboundMessage(from, id, "", Attachment: new Attachment(AttachmentKind.Location) { Point = MapPoint.Read(pin.Groups[1].Value) });
        if (said.StartsWith('[') && said.EndsWith(']'))
        {
            var label = said[1..^1];
            var button = shown.LastOrDefault(button => button.Label == label)
                ?? throw new InvalidOperationException($"Nobody has shown a button [{label}], but [{string.Join("] [", shown.Select(button => button.Label))}].\n{string.Join('\n', incidents)}");
            return new InboundMessage(from, id, "", button.Payload);
        }

        if (Attachments.TryGetValue(said, out var kind))
            return new InboundMessage(from, id, "", Attachment: new Attachment(kind));
        return said.StartsWith("(बदला) ", StringComparison.Ordinal)
            ? new InboundMessage(from, id, said["(बदला) ".Length..]) { IsEdit = true }
            : new InboundMessage(from, id, said);
    }

    /// <summary>A file that comes with its message, as from the web page: what is in it follows from the ending of its name.</summary>
    private static Attachment FileNamed(string name, bool isPhoto, string album) => new(isPhoto ? AttachmentKind.Photo : AttachmentKind.Document)
    {
        Name = name,
        Content = name.EndsWith(".pdf", StringComparison.Ordinal) ? SampleFile.Pdf : name.EndsWith(".jpg", StringComparison.Ordinal) ? SampleFile.Jpeg : SampleFile.Text,
        Album = album.Length > 0 ? album : null,
    };

    private static void Write(StringBuilder played, Reply reply, List<Button> shown)
    {
        var lines = DeskCode().Replace(Checked().Replace(ReceiptCode().Replace(Markup.ToPlainText(reply.Text), Receipt), CheckSum), "…").Split('\n');
        played.Append("   बॉट> ").Append(lines[0]).Append('\n');
        foreach (var line in lines.Skip(1))
            played.Append(line.Length == 0 ? "" : Indent + line).Append('\n');
        if (reply.File is { } file)
            played.Append(Indent).Append($"({file.Name})\n");
        if (reply.Pin is { } pin)
            played.Append(Indent).Append("📍 ").Append(pin).Append('\n');
        if (reply.Buttons.Count > 0)
            played.Append(Indent).Append(string.Join(' ', reply.Buttons.Select(button => $"[{button.Label}]"))).Append('\n');
        shown.AddRange(reply.Buttons);
    }

    // [फ़ोटो letter.jpg], [फ़ाइल letter.pdf], [फ़ोटो 1.jpg, एल्बम a]
    [GeneratedRegex("^\\[(फ़ोटो|फ़ाइल) (\\S+?)(?:, एल्बम (\\S+))?\\]$")]
    private static partial Regex File();

    // [स्थान 25.77,87.47]
    [GeneratedRegex("^\\[स्थान (.+)\\]$")]
    private static partial Regex Pin();

    [GeneratedRegex("^दिन: (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)$")]
    private static partial Regex Day();

    [GeneratedRegex("(?<=code=|pbk_)[A-Za-z]{24}")]
    private static partial Regex DeskCode();

    [GeneratedRegex("inv_[A-Za-z]{24}")]
    private static partial Regex Invitation();

    // बैठक मधुबनी: 2026-12-10 11:00, पंचायत भवन: पहला विषय; दूसरा विषय
    [GeneratedRegex("^बैठक ([^:]+): (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d), ([^:]+): (.+)$")]
    private static partial Regex Meeting();

    // पंचायत मधुबनी: सीता, रमेश (सचिव); पंचायत मधुबनी (UP): सीता; पंचायत रामपुर, उसी प्रखंड में: कमला
    [GeneratedRegex("^पंचायत (.+?)(?: \\(([A-Z]{2})\\))?(, उसी प्रखंड में)?: (.+)$")]
    private static partial Regex Settled();

    [GeneratedRegex("\\b[ACDEFHJKLMNPRTUVWXY34679]{8}\\b")]
    private static partial Regex ReceiptCode();

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Checked();

    // मतदाता: सीता, अनीता
    [GeneratedRegex("^मतदाता: (.+)$")]
    private static partial Regex Voters();

    [GeneratedRegex("^(सीता|रमेश|अनीता|कमला|अजनबी)> (.+)$")]
    private static partial Regex Said();
}
