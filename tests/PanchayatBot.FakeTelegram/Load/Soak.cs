using System.Text.Json;

namespace PanchayatBot.FakeTelegram.Load;

/// <summary>
/// Kills the bot again and again while people ask, and counts what became of every question. Each question comes from a person of
/// its own and carries its number, so its answers are the messages of that chat.
/// </summary>
/// <param name="Command">How the bot is started, always with the same database.</param>
/// <param name="Kills">How often it is killed, 50 to 1500 ms after it polls.</param>
/// <param name="Rate">Questions a second, asked also while the bot is dead.</param>
/// <param name="Seed">Decides the moments of the kills.</param>
/// <param name="Corpus">What is asked.</param>
internal sealed record Soak(string Command, int Kills, double Rate, int Seed, Corpus Corpus)
{
    private const long FirstUser = 2_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    /// <exception cref="InvalidOperationException">The bot does not come up again.</exception>
    public async Task<SoakReport> RunAsync(Action<string> say, CancellationToken cancellation)
    {
        await using var server = await FakeTelegramServer.StartAsync(cancellation: cancellation);
        var bot = server.Bot();
        var chance = new Random(Seed);
        List<DateTimeOffset> starts = [];
        List<int> questions = [];
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var asking = Task.CompletedTask;
        for (var kill = 1; kill <= Kills; kill++)
        {
            starts.Add(TimeProvider.System.GetUtcNow());
            using var child = await ChildBot.StartAsync(Command, server, bot, Patience, cancellation);
            if (kill == 1)
                asking = AskAsync(bot, questions, enough.Token);
            var delay = chance.Next(50, 1500);
            await Task.Delay(delay, cancellation);
            await child.KillAsync();
            say($"kill {kill} of {Kills}: {delay} ms after it polled, {questions.Count} questions, {bot.Records.Sends.Count} answers");
        }

        await enough.CancelAsync();
        await asking;
        starts.Add(TimeProvider.System.GetUtcNow());
        using var last = await ChildBot.StartAsync(Command, server, bot, Patience, cancellation);
        await DrainAsync(bot, questions.Count, cancellation);
        return SoakReport.Of(bot.Records, questions, starts, FirstUser);
    }

    private async Task AskAsync(FakeBot bot, List<int> questions, CancellationToken enough)
    {
        try
        {
            var begin = TimeProvider.System.GetTimestamp();
            while (true)
            {
                for (var due = Rate * TimeProvider.System.GetElapsedTime(begin).TotalSeconds; questions.Count < due;)
                {
                    var number = questions.Count;
                    questions.Add(bot.SendText(FirstUser + number, $"{Corpus[number]} ({number})")!.Value);
                }

                await Task.Delay(5, enough);
            }
        }
        catch (OperationCanceledException)
        {
            // Enough was asked.
        }
    }

    /// <summary>Waits until every question is answered and acknowledged, or nothing happens any more.</summary>
    private static async Task DrainAsync(FakeBot bot, int questions, CancellationToken cancellation)
    {
        var (seen, lastChange) = (-1, TimeProvider.System.GetTimestamp());
        while (TimeProvider.System.GetElapsedTime(lastChange) < Idle)
        {
            var done = bot.Records.Updates.Count(update => update.RepliedAt is not null) - bot.PendingUpdates;
            if (done == questions)
                break;
            if (done != seen)
                (seen, lastChange) = (done, TimeProvider.System.GetTimestamp());
            await Task.Delay(100, cancellation);
        }

        // What is sent again after a crash may come last.
        await Task.Delay(3000, cancellation);
    }
}

/// <summary>What became of one question.</summary>
/// <param name="Number">The number in its text.</param>
/// <param name="Update">Its update_id.</param>
/// <param name="Confirmed">The bot acknowledged it.</param>
/// <param name="Copies">How often the answer came, word for word; 0 for never.</param>
/// <param name="Lives">In which of the bot's lives, from 1, each copy came.</param>
internal sealed record SoakQuestion(int Number, int Update, bool Confirmed, int Copies, IReadOnlyList<int> Lives);

/// <summary>What became of all.</summary>
/// <param name="Questions">Each question, in order.</param>
/// <param name="Confirmations">Every offset by which the bot acknowledged updates.</param>
internal sealed record SoakReport(IReadOnlyList<SoakQuestion> Questions, IReadOnlyList<Confirmation> Confirmations)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Acknowledged and never answered: promised and lost.</summary>
    public int Lost => Questions.Count(question => question.Confirmed && question.Copies == 0);

    /// <summary>Neither acknowledged nor answered, even after the last start.</summary>
    public int Unfetched => Questions.Count(question => !question.Confirmed && question.Copies == 0);

    public int Once => Questions.Count(question => question.Copies == 1);

    /// <summary>Answered again in a later life: under way when the bot was killed.</summary>
    public int DoubledByKill => Questions.Count(question => question.Copies > 1 && question.Lives.Distinct().Count() == question.Copies);

    /// <summary>Answered twice in one life, without any excuse.</summary>
    public int DoubledInLife => Questions.Count(question => question.Copies > 1 && question.Lives.Distinct().Count() < question.Copies);

    public bool IsClean => Questions.Count > 0 && Lost == 0 && Unfetched == 0 && DoubledInLife == 0;

    public static SoakReport Of(BotRecords records, IReadOnlyList<int> questions, IReadOnlyList<DateTimeOffset> starts, long firstUser)
    {
        var answers = records.Sends.ToLookup(send => send.Message.Chat);
        var updates = records.Updates.ToDictionary(update => update.Id);
        return new SoakReport(
            [.. questions.Select((update, number) =>
            {
                // A person may get a greeting, too; what counts is how often the same words came.
                var copies = answers[firstUser + number].GroupBy(send => send.Message.Text).MaxBy(same => same.Count())?.ToList() ?? [];
                return new SoakQuestion(number, update, updates[update].ConfirmedAt is not null, copies.Count, [.. copies.Select(send => starts.Count(start => start <= send.Time))]);
            })],
            records.Confirmations);
    }

    public string ToTable() => $"""
        questions                 {Questions.Count,8}
        confirmed by offset       {Questions.Count(question => question.Confirmed),8}
        answered once             {Once,8}
        doubled across a kill     {DoubledByKill,8}   (under way when the bot was killed)
        doubled in one life       {DoubledInLife,8}
        confirmed, never answered {Lost,8}   {Numbers(question => question.Confirmed && question.Copies == 0)}
        not fetched at all        {Unfetched,8}
        """;

    public string ToJson() => JsonSerializer.Serialize(
        new { Total = Questions.Count, Once, DoubledByKill, DoubledInLife, Lost, Unfetched, Questions, Confirmations }, Indented);

    private string Numbers(Func<SoakQuestion, bool> which) => string.Join(' ', Questions.Where(which).Take(20).Select(question => question.Number));
}
