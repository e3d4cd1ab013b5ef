using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Abstractions;
using PanchayatBot.Content;
using PanchayatBot.Hosting;
using PanchayatBot.Messages;
using PanchayatBot.Places;
using PanchayatBot.Schemes;
using PanchayatBot.Schemes.Finding;
using FoundOutcome = PanchayatBot.Schemes.Finding.Outcome;

namespace PanchayatBot.Commands;

/// <summary><c>panchayatbot ask</c>: one answer, or the outcomes of a file of questions, without a server.</summary>
internal static class AskCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static Command Create()
    {
        var text = new Argument<string[]>("TEXT") { Description = "The question, as somebody would type it", Arity = ArgumentArity.ZeroOrMore };
        var lang = new Option<string?>("--lang") { Description = "Language of the answer; that of the question when left out" };
        lang.AcceptOnlyFromAmong("hi", "en");
        var state = new Option<string?>("--state") { Description = "The person's state, two letters, e.g. BR", HelpName = "CODE" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var batch = new Option<FileInfo?>("--batch")
        {
            Description = "Answer a file of questions, one JSON object a line: id, text, and if wanted lang, prev_scheme, state",
            HelpName = "FILE.jsonl",
        };
        var earlier = new Option<string?>("--prev-scheme") { Description = "The scheme talked about before, as in pm-kisan: the question may be a follow-up", HelpName = "SLUG" };
        var explain = new Option<bool>("--explain") { Description = "Print why: the words with what they tell, the first schemes with what speaks for them" };
        var command = new Command("ask", "Answer a question without a server.") { text, lang, state, earlier, explain, json, batch };
        command.SetAction(parsed =>
        {
            var asked = string.Join(' ', parsed.GetValue(text) ?? []).Trim();
            var file = parsed.GetValue(batch);
            if (file is null == (asked.Length == 0))
                throw new SettingsException("Write the question behind 'ask', or name a file with --batch. For example: panchayatbot ask \"pm kisan documents\"");
            var content = Path.Combine(Home.Find(), "content");
            var library = ContentFiles.Library(content);
            if (file is not null)
                return Batch(library, file);
            var states = ContentFiles.States(content);
            var question = QuestionOf(asked, parsed.GetValue(state), parsed.GetValue(earlier), states, library.Catalog);
            if (parsed.GetValue(explain))
                return Explain(library.Finder, question);
            using var texts = new Texts(content, NullLogger<Texts>.Instance, TimeProvider.System);
            return Ask(library, new SchemeCards(texts, states), states, question, LanguageCodes.FromCode(parsed.GetValue(lang)), parsed.GetValue(json));
        });
        return command;
    }

    private static Question QuestionOf(string text, string? state, string? earlier, States states, SchemeCatalog catalog)
    {
        if (state is not null && states.Find(state) is null)
            throw new SettingsException($"--state {state}: no such state. Use two letters, for example BR, UP or CG.");
        if (earlier is not null && !catalog.BySlug.ContainsKey(earlier))
            throw new SettingsException($"--prev-scheme {earlier}: no such scheme. Use the name of its file in content/schemes without .md, for example pm-kisan.");
        return new(text) { State = state?.ToUpperInvariant(), Topic = earlier };
    }

    private static int Explain(Finder finder, Question question)
    {
        foreach (var line in finder.Explain(question))
            Console.WriteLine(line);
        return 0;
    }

    private static int Ask(SchemeLibrary library, SchemeCards cards, States states, Question question, Language? language, bool json)
    {
        var started = Stopwatch.GetTimestamp();
        var found = library.Finder.Find(question);
        var took = Stopwatch.GetElapsedTime(started);
        if (language is { } wanted)
            found = found with { Language = wanted };
        var reply = cards.ReplyTo(found, question.State is { } state ? states.Find(state) : null, TimeProvider.System.GetUtcNow());
        if (json)
        {
            var result = Result.Of(null, found, took) with { Lang = found.Language.Code(), Text = Markup.ToPlainText(reply.Text), Buttons = [.. reply.Buttons.Select(button => button.Label)] };
            Console.WriteLine(JsonSerializer.Serialize(result, Json));
            return 0;
        }

        Console.WriteLine(Markup.ToPlainText(reply.Text));
        if (reply.Buttons.Count > 0)
            Console.WriteLine("\n" + string.Join(' ', reply.Buttons.Select(button => $"[{button.Label}]")));
        return 0;
    }

    private static int Batch(SchemeLibrary library, FileInfo file)
    {
        // The first questions would pay for the compiler; what is measured is the answering.
        foreach (var scheme in library.Catalog.Schemes)
        {
            foreach (var example in scheme.Examples.Take(3))
                library.Finder.Find(new Question(example));
        }

        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        var broken = 0;
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            Item? item = null;
            try
            {
                item = JsonSerializer.Deserialize<Item>(line, Json);
            }
            catch (JsonException)
            {
                // Told below.
            }

            if (item is not { Text: { } text })
            {
                broken++;
                Console.Error.WriteLine($"{file}:{number}: is not a question. Write one JSON object a line, for example {{\"id\":\"1\",\"text\":\"pm kisan\"}}");
                continue;
            }

            var started = Stopwatch.GetTimestamp();
            var found = library.Finder.Find(new Question(text) { State = item.State, Topic = item.PrevScheme });
            output.WriteLine(JsonSerializer.Serialize(Result.Of(item.Id, found, Stopwatch.GetElapsedTime(started)), Json));
        }

        return broken == 0 ? 0 : 1;
    }

    private sealed record Item
    {
        public JsonElement? Id { get; init; }

        public string? Text { get; init; }

        public string? State { get; init; }

        [JsonPropertyName("prev_scheme")]
        public string? PrevScheme { get; init; }
    }

    private sealed record Result
    {
        public JsonElement? Id { get; init; }

        public required string Outcome { get; init; }

        public required IReadOnlyList<string> Schemes { get; init; }

        public required string Facet { get; init; }

        public string? Lang { get; init; }

        public string? Text { get; init; }

        public IReadOnlyList<string>? Buttons { get; init; }

        public required double Ms { get; init; }

        public static Result Of(JsonElement? id, Found found, TimeSpan took) => new()
        {
            Id = id,
            // Another state's scheme is never passed off as the answer.
            Outcome = found.Outcome switch { FoundOutcome.Answer => "answer", FoundOutcome.Choices => "choices", _ => "none" },
            Schemes = [.. found.Candidates.Take(found.Outcome switch { FoundOutcome.Answer or FoundOutcome.Choices => found.Candidates.Count, _ => found.Offered }).Select(candidate => candidate.Scheme.Slug)],
            Facet = SchemeCards.Key(found.Facet),
            Ms = Math.Round(took.TotalMilliseconds, 3),
        };
    }
}
