using System.Text;
using System.Text.RegularExpressions;
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

    private static readonly Dictionary<string, string> Cast = new() { ["सीता"] = "sita", ["रमेश"] = "ramesh", ["अनीता"] = "anita", ["अजनबी"] = "stranger" };

    private static readonly Dictionary<string, Role> Roles = new() { [""] = Role.Citizen, ["सचिव"] = Role.Secretary, ["अधिकारी"] = Role.Officer };

    private static readonly Dictionary<string, AttachmentKind> Attachments = new()
    {
        ["(चित्र)"] = AttachmentKind.Photo,
        ["(आवाज़)"] = AttachmentKind.Voice,
        ["(फ़ाइल)"] = AttachmentKind.Document,
        ["(जगह)"] = AttachmentKind.Location,
        ["(संपर्क)"] = AttachmentKind.Contact,
        ["(स्टिकर)"] = AttachmentKind.Sticker,
    };

    /// <summary>Plays what people do in <paramref name="golden"/> and writes the chat anew.</summary>
    public static async Task<string> PlayAsync(string golden, TestBot bot)
    {
        var played = new StringBuilder();
        var shown = new Dictionary<string, List<Button>>();
        var code = "";
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
            else if (Day().Match(line) is { Success: true } day)
            {
                bot.SetIndianTime(DateTime.ParseExact(day.Groups[1].Value, "yyyy-MM-dd HH:mm", null));
                played.Append(line).Append("\n\n");
            }
            else if (Settled().Match(line) is { Success: true } settled)
            {
                await bot.SettleAsync(settled.Groups[1].Value, settled.Groups[2].Value.Split(", ").Select(one => one.TrimEnd(')').Split(" (")).Select(one => (Cast[one[0]], Roles[one.ElementAtOrDefault(1) ?? ""])));
                played.Append(line).Append("\n\n");
            }
            else if (Said().Match(line) is { Success: true } said)
            {
                played.Append(line).Append('\n');
                var chat = Cast[said.Groups[1].Value];
                var buttons = shown.TryGetValue(chat, out var known) ? known : shown[chat] = [];
                var message = Read(said.Groups[2].Value.Trim().Replace(SecretCode, code, StringComparison.Ordinal), bot.Address(chat), bot.NextMessageId(), buttons);
                foreach (var reply in await bot.SayTwiceAsync(message))
                {
                    if (Invitation().Match(reply.Text) is { Success: true } link)
                        code = link.Value;
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

    private static InboundMessage Read(string said, ChatAddress from, string id, List<Button> shown)
    {
        if (said.StartsWith('[') && said.EndsWith(']'))
        {
            var label = said[1..^1];
            var button = shown.LastOrDefault(button => button.Label == label)
                ?? throw new InvalidOperationException($"Nobody has shown a button [{label}].");
            return new InboundMessage(from, id, "", button.Payload);
        }

        if (Attachments.TryGetValue(said, out var kind))
            return new InboundMessage(from, id, "", Attachment: new Attachment(kind));
        return said.StartsWith("(बदला) ", StringComparison.Ordinal)
            ? new InboundMessage(from, id, said["(बदला) ".Length..]) { IsEdit = true }
            : new InboundMessage(from, id, said);
    }

    private static void Write(StringBuilder played, Reply reply, List<Button> shown)
    {
        var lines = Markup.ToPlainText(reply.Text).Split('\n');
        played.Append("   बॉट> ").Append(lines[0]).Append('\n');
        foreach (var line in lines.Skip(1))
            played.Append(line.Length == 0 ? "" : Indent + line).Append('\n');
        if (reply.File is { } file)
            played.Append(Indent).Append($"({file.Name})\n");
        if (reply.Buttons.Count > 0)
            played.Append(Indent).Append(string.Join(' ', reply.Buttons.Select(button => $"[{button.Label}]"))).Append('\n');
        shown.AddRange(reply.Buttons);
    }

    [GeneratedRegex("^दिन: (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d)$")]
    private static partial Regex Day();

    [GeneratedRegex("inv_[A-Za-z]{24}")]
    private static partial Regex Invitation();

    // पंचायत मधुबनी: सीता, रमेश (सचिव)
    [GeneratedRegex("^पंचायत (.+): (.+)$")]
    private static partial Regex Settled();

    [GeneratedRegex("^(सीता|रमेश|अनीता|अजनबी)> (.+)$")]
    private static partial Regex Said();
}
